#include "gcm_call.hpp"

#include <memory>

namespace cce::kat::gcm {
namespace {

struct Free {
  void operator()(cce_gcm_key* key) const { cce_gcm_key_free(key); }
};
using Key = std::unique_ptr<cce_gcm_key, Free>;

Key import(const Bytes& bytes) {
  cce_gcm_key* key = nullptr;
  expect_result("cce_gcm_key_import", CCE_OK, cce_gcm_key_import(bytes.data(), bytes.size(), &key));
  return Key(key);
}

// pt may be ct's own storage.
cce_result open(const Key& key, const Message& m, const Bytes& ct, std::uint8_t* pt) {
  return cce_gcm_open(key.get(), m.iv.data(), m.iv.size(), m.aad.data(), m.aad.size(), ct.data(), ct.size(),
                      m.tag.data(), m.tag.size(), pt);
}

void expect_sealed(const Key& key, const Message& m) {
  Bytes ct(m.pt.size()), tag(m.tag.size());
  // An IV of the caller's is never an approved service (IG C.H).
  expect_result("cce_gcm_seal_with_iv", CCE_OK_UNAPPROVED,
                cce_gcm_seal_with_iv(key.get(), m.iv.data(), m.iv.size(), m.aad.data(), m.aad.size(), m.pt.data(),
                                     m.pt.size(), ct.data(), tag.data(), tag.size()));
  expect_equal("CT", m.ct, ct);
  expect_equal("Tag", m.tag, tag);
}

void expect_opened(const Key& key, const Message& m) {
  Bytes pt(m.ct.size()), in_place = m.ct;
  expect_result("cce_gcm_open", CCE_OK, open(key, m, m.ct, pt.data()));
  expect_equal("PT", m.pt, pt);
  expect_result("cce_gcm_open in place", CCE_OK, open(key, m, in_place, in_place.data()));
  expect_equal("PT in place", m.pt, in_place);
}

void expect_refused(const Key& key, const Message& m, const std::string& what) {
  Bytes pt(m.ct.size(), 0x5a);
  expect_result("cce_gcm_open" + what, CCE_ERR_AUTH, open(key, m, m.ct, pt.data()));
  expect_equal("PT of what is refused" + what, Bytes(pt.size()), pt);
}

}  // namespace

void check_tag_size(std::uint64_t size) {
  if (size != 4 && size != 8 && (size < 12 || size > 16))
    throw Skipped{"a tag of " + std::to_string(8 * size) + " bits is none of SP 800-38D"};
}

void check_right(const Message& message) {
  const Key key = import(message.key);
  expect_sealed(key, message);
  expect_opened(key, message);
  Message changed = message;
  changed.tag.back() ^= 1;
  expect_refused(key, changed, " with a bit of the tag changed");
  changed = message;
  if (!changed.ct.empty()) changed.ct.front() ^= 0x80;
  if (!changed.aad.empty()) changed.aad.back() ^= 1;
  if (changed.ct.empty() && changed.aad.empty()) changed.iv.front() ^= 1;
  expect_refused(key, changed, " with a bit changed");
}

void check_wrong(const Message& message) {
  const Key key = import(message.key);
  if (!message.iv.empty()) return expect_refused(key, message, "");
  Bytes pt(message.ct.size());
  expect_result("cce_gcm_open without an IV", CCE_ERR_ARGUMENT, open(key, message, message.ct, pt.data()));
}

void check_own_iv(const Message& message) {
  const Key key = import(message.key);
  Message own = message;
  own.iv.assign(CCE_GCM_IV_SIZE, 0);
  own.tag.assign(CCE_GCM_TAG_SIZE, 0);
  expect_result("cce_gcm_seal", CCE_OK,
                cce_gcm_seal(key.get(), own.aad.data(), own.aad.size(), own.pt.data(), own.pt.size(), own.iv.data(),
                             own.ct.data(), own.tag.data()));
  expect_sealed(key, own);
  expect_opened(key, own);
}

}  // namespace cce::kat::gcm
