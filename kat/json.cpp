#include "json.hpp"

#include <iterator>
#include <nlohmann/json.hpp>
#include <utility>

namespace cce::kat {
namespace {

// NIST's and Wycheproof's files are at most seven deep.
constexpr std::size_t max_depth = 32;

// Knows on which line the character stands that the parser took last.
class LineCounter {
 public:
  explicit LineCounter(std::string_view text) : text_(text) {}

  void advance() { ++taken_; }

  std::size_t line() {
    // The parser looks one character past a number, and that may be the line feed.
    const std::size_t end = taken_ == 0 ? 0 : taken_ - 1;
    for (; counted_ < end && counted_ < text_.size(); ++counted_) line_ += text_[counted_] == '\n';
    return line_;
  }

 private:
  std::string_view text_;
  std::size_t taken_ = 0, counted_ = 0, line_ = 1;
};

class CountingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountingIterator(const char* at, LineCounter* counter) : at_(at), counter_(counter) {}
  reference operator*() const { return *at_; }
  CountingIterator& operator++() {
    ++at_;
    counter_->advance();
    return *this;
  }
  CountingIterator operator++(int) {
    const CountingIterator old = *this;
    ++*this;
    return old;
  }
  bool operator==(const CountingIterator& other) const { return at_ == other.at_; }
  bool operator!=(const CountingIterator& other) const { return at_ != other.at_; }

 private:
  const char* at_;
  LineCounter* counter_;
};

// What the parser calls; the names are nlohmann's.
class Builder : public nlohmann::json::json_sax_t {
 public:
  explicit Builder(LineCounter& counter) : counter_(counter) {}

  bool null() override { return place({}); }
  bool boolean(bool value) override { return scalar(value ? "true" : "false"); }
  bool number_integer(number_integer_t value) override { return scalar(std::to_string(value)); }
  bool number_unsigned(number_unsigned_t value) override { return scalar(std::to_string(value)); }
  bool number_float(number_float_t, const string_t& text) override { return scalar(text); }
  bool string(string_t& text) override { return scalar(std::move(text)); }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(Json::Kind::object); }
  bool start_array(std::size_t) override { return open(Json::Kind::array); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(string_t& name) override {
    name_ = std::move(name);
    return true;
  }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception& error) override {
    // "[json.exception.parse_error.101] parse error at line 3, column 5: " comes first: the line is named already.
    error_ = error.what();
    const auto begin = error_.find(": ", error_.find("parse error"));
    if (begin != std::string::npos) error_.erase(0, begin + 2);
    return false;
  }

  Json root;
  const std::string& error() const { return error_; }

 private:
  bool scalar(std::string text) {
    Json value;
    value.kind = Json::Kind::scalar;
    value.text = std::move(text);
    return place(std::move(value));
  }

  bool place(Json value) {
    value.line = counter_.line();
    if (open_.empty()) {
      root = std::move(value);
    } else {
      value.name = std::exchange(name_, {});
      open_.back()->members.push_back(std::move(value));
    }
    return true;
  }

  bool open(Json::Kind kind) {
    if (open_.size() == max_depth) {
      error_ = "nested deeper than " + std::to_string(max_depth);
      return false;
    }
    Json value;
    value.kind = kind;
    place(std::move(value));
    // The pointers stay good: a list of members grows only while none of its elements is open.
    open_.push_back(open_.empty() ? &root : &open_.back()->members.back());
    return true;
  }

  bool close() {
    open_.pop_back();
    return true;
  }

  LineCounter& counter_;
  std::vector<Json*> open_;
  std::string name_, error_;
};

}  // namespace

const Json* Json::find(std::string_view key) const {
  if (kind != Kind::object) return nullptr;
  for (const Json& member : members)
    if (member.name == key) return &member;
  return nullptr;
}

const Json* Json::array(std::string_view key) const {
  const Json* const value = find(key);
  return value != nullptr && value->kind == Kind::array ? value : nullptr;
}

std::string_view Json::value(std::string_view key) const {
  const Json* const found = find(key);
  return found == nullptr ? std::string_view() : found->text;
}

Json parse_json(std::string_view text, const std::string& path) {
  LineCounter counter(text);
  Builder builder(counter);
  const CountingIterator begin(text.data(), &counter), end(text.data() + text.size(), &counter);
  if (!nlohmann::json::sax_parse(begin, end, &builder))
    throw Broken{"not whole JSON: " + builder.error(), path, counter.line()};
  return std::move(builder.root);
}

void add_fields(Fields& fields, const Json& object, std::string_view except, bool in_answers) {
  const auto add = [&](const auto& self, const std::string& key, const Json& value) -> void {
    if (value.kind == Json::Kind::scalar) fields.add({key, value.text, {value.line, in_answers}, false});
    for (const Json& member : value.members)
      self(self, value.kind == Json::Kind::array ? key : std::string(key).append(".").append(member.name), member);
  };
  for (const Json& member : object.members)
    if (member.name != except) add(add, member.name, member);
}

}  // namespace cce::kat
