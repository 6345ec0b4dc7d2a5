// Arrays of independent items, each with a result of its own.
#pragma once

#include "api/arguments.hpp"
#include "module/serve.hpp"

namespace cce::api {

// The items of a call, and what comes of them. The call's own result is that of the first item that was refused, or says
// whether all that was done is approved.
template <class Item>
class Batch {
 public:
  Batch(Item* items, size_t count) : items_(items), count_(count) {}

  Item* begin() const { return items_; }
  Item* end() const { return items_ + count_; }

  // What came of an item; to be called in the order of the items.
  void note(Item& item, Status status) {
    item.result = status == Status::ok ? CCE_OK : module::refused(status);
    if (first_ == Status::ok) first_ = status;
  }
  Status first_refusal() const { return first_; }

  // An output of an item does not reach into the items themselves.
  bool is_apart_from(const void* out, size_t n) const {
    return is_range(out, n) && is_apart(out, n, items_, count_ * sizeof(Item));
  }

 private:
  Item* items_;
  size_t count_;
  Status first_ = Status::ok;
};

// A service on a batch; body: Status(Batch<Item>&). No item keeps a result from before the call, whatever comes.
template <class Item, class Body>
cce_result serve_batch(module::Service service, Item* items, size_t count, Body&& body) {
  const bool are_items = count <= max_object / sizeof(Item) && is_range(items, count * sizeof(Item));
  Batch<Item> batch(items, are_items ? count : 0);
  for (Item& item : batch) item.result = CCE_ERR_STATE;
  return module::serve(service, [&](module::Call&) { return are_items ? body(batch) : Status::argument; });
}

}  // namespace cce::api
