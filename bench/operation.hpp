// One operation of one library, made ready to be timed: everything that is not part of it was done before.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace cce::bench {

using Bytes = std::span<const uint8_t>;

class Operation {
 public:
  virtual ~Operation() = default;

  // Does it so often, and stops at the first call that failed, with false: the time of an error path must never be
  // taken for the time of the work.
  [[nodiscard]] virtual bool repeat(size_t times) = 0;

  // What the latest run produced.
  [[nodiscard]] virtual Bytes output() const = 0;
};

// The loop is compiled around `call` itself, so that no library pays for an indirect call; all pay for a test of
// the result.
template <class Call>
class CallOperation final : public Operation {
 public:
  CallOperation(size_t output_size, Call call) : call_(std::move(call)), output_(output_size) {}

  bool repeat(size_t times) override {
    for (size_t i = 0; i < times; ++i)
      if (!call_(output_.data())) [[unlikely]]
        return false;
    return true;
  }

  Bytes output() const override { return output_; }

 private:
  Call call_;
  std::vector<uint8_t> output_;
};

// `call` is bool(uint8_t* out): it does the operation once, writes output_size bytes, and says whether it worked.
template <class Call>
std::unique_ptr<Operation> operation(size_t output_size, Call call) {
  return std::make_unique<CallOperation<Call>>(output_size, std::move(call));
}

}  // namespace cce::bench
