// Built with -fno-exceptions -fno-rtti: the wrapper needs neither, and taking a value that is not there ends the program.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cce/cce.hpp>
#include <csignal>
#include <cstdio>

using cce::Hash;
using Value = cce::Outcome<int>;

namespace {

int failures = 0;

void check(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "FAILED: %s\n", what);
  ++failures;
}

enum class End { gave_1, aborted, other };

// How a process of its own ends in which `take` takes a value.
template <class Take>
End end_of(Take take) {
  const pid_t child = fork();
  if (child == 0) {
    const rlimit no_core = {0, 0};
    setrlimit(RLIMIT_CORE, &no_core);
    _exit(take() == 1 ? 0 : 1);
  }
  int status = 0;
  if (child < 0 || waitpid(child, &status, 0) != child) return End::other;
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return End::gave_1;
  return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT ? End::aborted : End::other;
}

template <class Take>
void gives(Take take, const char* what) {
  check(end_of(take) == End::gave_1, what);
}

template <class Take>
void aborts(Take take, const char* what) {
  check(end_of(take) == End::aborted, what);
}

}  // namespace

int main() {
  const Value approved(CCE_OK, 1), unapproved(CCE_OK_UNAPPROVED, 1), refused(CCE_ERR_AUTH, 1);
  gives([&] { return approved.value(); }, "an approved value can be taken");
  gives([&] { return unapproved.value_even_if_unapproved(); }, "an unapproved one can, by its longer name");
  aborts([&] { return unapproved.value(); }, "an unapproved value is not taken for an approved one");
  aborts([&] { return refused.value(); }, "a refused value cannot be taken");
  aborts([&] { return refused.value_even_if_unapproved(); }, "a refused value cannot, by the longer name");
  aborts([] { return Value(CCE_OK_UNAPPROVED, 1).value(); }, "nor from an outcome on the fly");
  aborts([] { return Value(CCE_ERR_KEY, 1).value_even_if_unapproved(); }, "nor so by the longer name");

  const auto digest = cce::digest<Hash::sha256>(cce::bytes("abc"));
  check(digest.approved() && digest.value()[0] == 0xba && digest.value()[31] == 0xad, "SHA-256 of abc");
  cce::Hmac<Hash::sha256> hmac(cce::bytes("a key of 16 byte"));
  check(hmac.update(cce::bytes("abc")).approved(), "HMAC update");
  const auto mac = hmac.finish();
  check(mac.approved() &&
            cce::hmac_verify<Hash::sha256>(cce::bytes("a key of 16 byte"), cce::bytes("abc"), mac.value()).approved(),
        "a streamed HMAC verifies");
  std::array<uint8_t, 40> okm{};
  check(cce::hkdf(Hash::sha512, {.ikm = cce::bytes("a key of 16 byte")}, okm).approved(), "HKDF");
  check(cce::module::state() == cce::module::State::operational, "the module is operational");
  return failures == 0 ? 0 : 1;
}
