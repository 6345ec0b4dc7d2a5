// Arrays of independent items, each with a result of its own.
#pragma once

#include "api/arguments.hpp"
#include "module/serve.hpp"

namespace cce::api {

// The items of a call, and what comes of them.
template <class Item>
class Batch {
 public:
  Batch(Item* items, size_t count) : items_(items), count_(count) {}

  Item* begin() const { return items_; }
  Item* end() const { return items_ + count_; }

  static void note(Item& item, Status status) { item.result = status == Status::ok ? CCE_OK : module::refused(status); }
  static void note(Item& item, Status status, const module::Call& call) {
    item.result = status == Status::ok ? call.done() : module::refused(status);
  }

  // The result of all: that of the first item that was refused, or the lesser of the others.
  cce_result total() const {
    cce_result all = CCE_OK;
    for (const Item& item : *this) {
      if (item.result < 0) return item.result;
      if (item.result == CCE_OK_UNAPPROVED) all = CCE_OK_UNAPPROVED;
    }
    return all;
  }

  // An output of an item does not reach into the items themselves.
  bool is_apart_from(const void* out, size_t n) const {
    return is_range(out, n) && is_apart(out, n, items_, count_ * sizeof(Item));
  }

 private:
  Item* items_;
  size_t count_;
};

// A service on a batch; body: Status(Batch<Item>&), which gives every item its result, or refuses the call as a whole. No
// item keeps a result from before the call, whatever comes.
template <class Item, class Body>
cce_result serve_batch(module::Service service, Item* items, size_t count, Body&& body) {
  const bool are_items = count <= max_object / sizeof(Item) && is_range(items, count * sizeof(Item));
  Batch<Item> batch(items, are_items ? count : 0);
  for (Item& item : batch) item.result = CCE_ERR_STATE;
  const cce_result served =
      module::serve(service, [&](module::Call&) { return are_items ? body(batch) : Status::argument; });
  if (served == CCE_OK) return batch.total();
  for (Item& item : batch) item.result = served;
  return served;
}

}  // namespace cce::api
