#include "base/cpu.hpp"

#include <cstdlib>
#include <string>

#include "support/catch.hpp"

using namespace cce;

uint64_t features_asked();  // cpu_asked.cpp

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

TEST_CASE("the processor has what it says itself, whoever was asked") {
  CHECK(cpu::of_processor() == features_asked());
#if defined(__x86_64__)
  __builtin_cpu_init();
  const auto has = [](cpu::Feature f) { return (cpu::of_processor() & f) != 0; };
  CHECK(has(cpu::ssse3) == (__builtin_cpu_supports("ssse3") != 0));
  CHECK(has(cpu::sse41) == (__builtin_cpu_supports("sse4.1") != 0));
  CHECK(has(cpu::aes) == (__builtin_cpu_supports("aes") != 0));
  CHECK(has(cpu::pclmul) == (__builtin_cpu_supports("pclmul") != 0));
  CHECK(has(cpu::bmi2) == (__builtin_cpu_supports("bmi2") != 0));
  CHECK(has(cpu::avx2) == (__builtin_cpu_supports("avx2") != 0));
  CHECK(has(cpu::avx512) == (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
                             __builtin_cpu_supports("avx512vl")));
  CHECK(has(cpu::avx512ifma) == (__builtin_cpu_supports("avx512ifma") != 0));
#endif
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
