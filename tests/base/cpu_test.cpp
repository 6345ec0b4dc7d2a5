#include "base/cpu.hpp"

#include <cstdlib>
#include <string>

#include "support/catch.hpp"

using namespace cce;

namespace {

using Table = cpu::Implementation<int>;

std::string picked(std::initializer_list<Table> rows, cpu::Features have) {
  return cpu::pick(std::span<const Table>(rows.begin(), rows.size()), have).name;
}

}  // namespace

TEST_CASE("pick takes the first row whose needs are all there, and the last without a question") {
  const std::initializer_list<Table> rows = {{"both", cpu::sha | cpu::avx2, 1}, {"one", cpu::sha, 2}, {"none", 0, 3}};
  CHECK(picked(rows, cpu::sha | cpu::avx2 | cpu::aes) == "both");
  CHECK(picked(rows, cpu::sha) == "one");
  CHECK(picked(rows, cpu::avx2) == "none");
  CHECK(picked(rows, 0) == "none");
}

TEST_CASE("every feature has a name, and the mask hides it") {
  cpu::Features all = 0;
  for (const cpu::Name& name : cpu::names()) {
    CHECK((all & name.bit) == 0);
    all |= name.bit;
  }
  const cpu::Features found = cpu::detect();
  CHECK((found & ~all) == 0);
  for (const cpu::Name& name : cpu::names()) {
    setenv("CCE_CPU_MASK", name.text, 1);
    CHECK((cpu::detect() & name.bit) == 0);
  }
  setenv("CCE_CPU_MASK", "sha,,avx2,unknown", 1);
  CHECK(cpu::detect() == (found & ~(cpu::Features{cpu::sha} | cpu::avx2)));
  unsetenv("CCE_CPU_MASK");
  CHECK(cpu::detect() == found);
}
