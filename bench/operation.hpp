// One operation of one library, made ready to be timed: everything that is not part of it was done before.
#pragma once

#include <benchmark/benchmark.h>

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

  // Does it once; false when any call failed.
  [[nodiscard]] virtual bool once() = 0;

  // Does it as often as Google Benchmark asks, and stops with an error at the first call that failed: the time of an
  // error path must never be taken for the time of the work.
  virtual void timed(benchmark::State& state) = 0;

  // What the latest run produced, to be compared between the libraries. Empty where two right answers may differ.
  [[nodiscard]] virtual Bytes output() const = 0;
};

// The loop is compiled around `call` itself, so that no library pays for an indirect call; all pay for a test of
// the result.
template <class Call>
class CallOperation final : public Operation {
 public:
  CallOperation(size_t output_size, Call call) : call_(std::move(call)), output_(output_size) {}

  bool once() override { return call_(output_.data()); }

  void timed(benchmark::State& state) override {
    for (auto _ : state) {
      if (!call_(output_.data())) [[unlikely]] {
        state.SkipWithError("a call failed");
        return;
      }
    }
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
