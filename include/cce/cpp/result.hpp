// SPDX-License-Identifier: Apache-2.0
//
// What every service answers. A part of cce.hpp, which is the header to include.
#ifndef CCE_CPP_RESULT_HPP
#define CCE_CPP_RESULT_HPP

#include <cce/cce.h>

#include <cstdlib>
#include <string_view>
#include <utility>

namespace cce {

// The outcome of a service and, at once, its approved-service indicator. Every cce_result of the C ABI converts to it.
class [[nodiscard]] Result {
 public:
  constexpr Result(cce_result code) noexcept : code_(code) {}

  // Done, and an approved service.
  constexpr bool approved() const noexcept { return code_ == CCE_OK; }
  // Done, approved or not. For hmac_verify: the MAC verifies.
  constexpr bool done() const noexcept { return code_ == CCE_OK || code_ == CCE_OK_UNAPPROVED; }

  constexpr cce_result code() const noexcept { return code_; }
  // A short English text. It lives as long as the process, and a NUL follows it, as all texts of CCE.
  std::string_view text() const noexcept { return cce_result_text(code_); }

  // Deleted: `if (result)` does not say whether a service that is done but not approved is good enough.
  explicit operator bool() const = delete;
  friend constexpr bool operator==(Result, Result) noexcept = default;

 private:
  cce_result code_;
};

// A Result with the value that came of it. The value can be taken only as far as the result goes; taking it without that
// ends the program (std::abort), because a digest or key of zeros in its place would pass unnoticed. So ask first:
// approved() before value(), done() before value_even_if_unapproved().
template <class T>
class [[nodiscard]] Outcome {
 public:
  constexpr Outcome(Result result, T value) noexcept : result_(result), value_(std::move(value)) {}

  constexpr Result result() const noexcept { return result_; }
  constexpr bool approved() const noexcept { return result_.approved(); }
  constexpr bool done() const noexcept { return result_.done(); }
  constexpr cce_result code() const noexcept { return result_.code(); }
  std::string_view text() const noexcept { return result_.text(); }
  explicit operator bool() const = delete;

  [[nodiscard]] constexpr const T& value() const& noexcept {
    end_unless(approved());
    return value_;
  }
  [[nodiscard]] constexpr T value() && noexcept {
    end_unless(approved());
    return std::move(value_);
  }
  [[nodiscard]] constexpr const T& value_even_if_unapproved() const& noexcept {
    end_unless(done());
    return value_;
  }
  [[nodiscard]] constexpr T value_even_if_unapproved() && noexcept {
    end_unless(done());
    return std::move(value_);
  }

 private:
  static constexpr void end_unless(bool there) noexcept {
    if (!there) std::abort();
  }

  Result result_;
  T value_;
};

}  // namespace cce

#endif  // CCE_CPP_RESULT_HPP
