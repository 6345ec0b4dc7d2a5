// The kernel as a noise source, with every call of it interrupted, short, absent or failing.
#include <sys/random.h>

#include <vector>

#include "entropy/source.hpp"
#include "fake_machine.hpp"
#include "support/catch.hpp"

namespace {

using namespace cce;
using namespace cce::entropy;
using namespace cce::entropy_test;
using Octets = std::vector<uint8_t>;

// What the noise begins with: the source must hand on exactly that, in order.
Octets expected(size_t n) {
  Script plain;
  Octets bytes(n);
  plain.fill(bytes.data(), n);
  return bytes;
}

bool gives_all(const Machine& machine = fake_machine) {
  Octets got(1000);
  return kernel.read(machine, got) == Status::ok && got == expected(1000) && script.open_files == 0;
}

bool fails(const Machine& machine = fake_machine) {
  Octets got(1000);
  return kernel.read(machine, got) == Status::entropy && script.open_files == 0;
}

void without_getrandom(long error) {
  reset();
  script.getrandom = [error](uint8_t*, size_t, unsigned) { return error; };
}

}  // namespace

TEST_CASE("getrandom whole, short and interrupted") {
  reset();
  CHECK(gives_all());
  reset();
  script.getrandom = [](uint8_t* out, size_t n, unsigned) { return script.fill(out, std::min<size_t>(n, 7)); };
  CHECK(gives_all());
  reset();
  script.getrandom = [turn = 0](uint8_t* out, size_t n, unsigned) mutable {
    return ++turn % 3 != 0 ? long{-EINTR} : script.fill(out, n);
  };
  CHECK(gives_all());
}

TEST_CASE("getrandom interrupted for ever, failing, or answering nonsense") {
  for (const long answer : {long{-EINTR}, long{-EIO}, long{-EFAULT}, long{-EINVAL}, 0L, 1001L}) {
    INFO("answer " << answer);
    reset();
    script.getrandom = [answer](uint8_t*, size_t, unsigned) { return answer; };
    CHECK(fails());
  }
}

TEST_CASE("a kernel that is not ready is waited for, if that is allowed") {
  const auto not_ready_twice = [](uint8_t* out, size_t n, unsigned flags) {
    return (flags & GRND_NONBLOCK) != 0 ? long{-EAGAIN} : script.fill(out, n);
  };
  reset();
  script.getrandom = not_ready_twice;
  CHECK(gives_all());
  reset();
  script.getrandom = not_ready_twice;
  const Machine impatient = {&fake_kernel, fake_processor, false};
  CHECK(fails(impatient));
  // When it is ready the same source gives.
  reset();
  CHECK(gives_all(impatient));
  // A kernel that says EAGAIN to a call that blocks does not have it asked again and again.
  reset();
  script.getrandom = [](uint8_t*, size_t, unsigned) { return long{-EAGAIN}; };
  CHECK(fails());
  CHECK(script.calls == 2);
}

TEST_CASE("without getrandom the device is read, after it is ready") {
  for (const long error : {long{-ENOSYS}, long{-EPERM}}) {
    without_getrandom(error);
    CHECK(gives_all());
    without_getrandom(error);
    script.read = [turn = 0](uint8_t* out, size_t n) mutable {
      return ++turn % 2 == 0 ? long{-EINTR} : script.fill(out, std::min<size_t>(n, 33));
    };
    CHECK(gives_all());
    without_getrandom(error);
    script.wait_readable = [turn = 0](int) mutable { return ++turn < 5 ? -EINTR : 1; };
    CHECK(gives_all());
  }
}

TEST_CASE("the device is waited for, if that is allowed") {
  without_getrandom(-ENOSYS);
  int waited = 0;
  script.wait_readable = [&](int milliseconds) { return waited = milliseconds, 1; };
  CHECK(gives_all());
  CHECK(waited < 0);
  without_getrandom(-ENOSYS);
  script.wait_readable = [&](int milliseconds) { return waited = milliseconds, 0; };
  CHECK(fails({&fake_kernel, fake_processor, false}));
  CHECK(waited == 0);
}

TEST_CASE("no device, no random number: missing, fake, empty, failing") {
  for (const char* missing : {"/dev/random", "/dev/urandom"}) {
    without_getrandom(-ENOSYS);
    script.exists = [missing](const std::string& path) { return path != missing; };
    CHECK(fails());
  }
  without_getrandom(-ENOSYS);
  script.are_devices = false;
  CHECK(fails());
  for (const long answer : {0L, long{-EIO}, long{-EINTR}, 1001L}) {
    without_getrandom(-ENOSYS);
    script.read = [answer](uint8_t*, size_t) { return answer; };
    CHECK(fails());
  }
  for (const int answer : {0, -EIO, -EINTR}) {
    without_getrandom(-ENOSYS);
    script.wait_readable = [answer](int) { return answer; };
    CHECK(fails());
  }
}

TEST_CASE("whichever call fails, nothing is given, no file stays open, and the next time all is given") {
  for (const bool has_getrandom : {true, false})
    for (int n = 1;; ++n) {
      INFO("call " << n << (has_getrandom ? "" : ", without getrandom"));
      const auto restart = [&] {
        reset();
        if (!has_getrandom) script.getrandom = [](uint8_t*, size_t, unsigned) { return long{-ENOSYS}; };
      };
      restart();
      script.failing = n;
      Octets got(1000);
      const Status s = kernel.read(fake_machine, got);
      CHECK(script.open_files == 0);
      if (script.calls < n) {
        CHECK(s == Status::ok);
        CHECK(n > 3);
        break;
      }
      CHECK(s == Status::entropy);
      restart();
      CHECK(gives_all());
    }
}

TEST_CASE("the kernel that is there") {
  const Machine real = {&linux_kernel, {}, true};
  Octets a(1000), b(1000);
  REQUIRE(kernel.read(real, a) == Status::ok);
  REQUIRE(kernel.read(real, b) == Status::ok);
  CHECK(a != b);
  // Its device, as where getrandom is forbidden.
  Kernel without = linux_kernel;
  without.getrandom = [](void*, size_t, unsigned) { return long{-ENOSYS}; };
  REQUIRE(kernel.read({&without, {}, true}, b) == Status::ok);
  CHECK(b.back() + b[998] + b[997] + b[996] != 0);
  CHECK_FALSE(linux_kernel.is_device(0, 7, 7));
  CHECK(linux_kernel.open_readable("/no/such/file") == -ENOENT);
  char byte;
  CHECK(linux_kernel.read(-1, &byte, 1) == -EBADF);
}
