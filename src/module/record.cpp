#include "module/record.hpp"

#include "base/text.hpp"

namespace cce::module {

char* FailureLog::next_slot() { return texts_[used_.fetch_add(1, std::memory_order_relaxed) % slots].data(); }

const char* FailureLog::publish(const char* text) {
  const char* none = nullptr;
  first_.compare_exchange_strong(none, text, std::memory_order_acq_rel);
  return text;
}

const char* FailureLog::add(const char* phase, const SelfTest& test, const Evidence& evidence) {
  char* slot = next_slot();
  Text text({slot, slot_size});
  text << phase << ": " << test.name << " failed";
  if (evidence.where != nullptr) text << ": " << evidence.where;
  if (evidence.size != 0)
    text << ": expected " << Bytes(evidence.expected).first(evidence.size) << ", got "
         << Bytes(evidence.got).first(evidence.size);
  return publish(slot);
}

const char* FailureLog::add(const char* phase, const char* what) {
  char* slot = next_slot();
  Text({slot, slot_size}) << phase << ": " << what;
  return publish(slot);
}

}  // namespace cce::module
