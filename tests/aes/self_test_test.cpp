// The known-answer tests pass on every implementation. That they can fail is tested on changed copies of the library.
#include <string>

#include "aes/gcm.hpp"
#include "rows.hpp"

TEST_CASE("the self-tests pass on every implementation") {
  rows::each_gcm([](const auto&) {
    for (const cce::SelfTest* test : {&cce::gcm::seal_test, &cce::gcm::open_test}) {
      cce::Evidence evidence;
      INFO(test->name << ", " << evidence.where);
      CHECK(test->run(evidence));
      CHECK(test->kind == cce::TestKind::known_answer);
      CHECK(test->algorithm_name == std::string("ACVP-AES-GCM"));
    }
  });
}
