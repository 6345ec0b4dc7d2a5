// What is left on the stack and in vector registers after key set-up, seal, open and the block cipher: nothing that
// depends on the key. Eight bytes in a row of a secret, at any address, are a find.
#include <memory>
#include <string>

#include "aes/gcm.hpp"
#include "aes/portable.hpp"
#include "base/locked_memory.hpp"
#include "own_stack.hpp"
#include "random_bytes.hpp"
#include "reference.hpp"
#include "rows.hpp"

namespace {

// Everything that an operation works on, none of it on the stack.
struct Work {
  explicit Work(cce::gcm::Key* slot) : key(slot == nullptr ? own_key : *slot) {}

  cce::gcm::Key own_key;
  cce::gcm::Key& key;
  cce::aes::RoundKeys keys;
  reference::Key K;
  reference::Block iv, V, block, tag;
  std::vector<uint8_t> aad, in, out;
  const cce::gcm::Kernel* gcm;
  const cce::aes::BlockKernel* aes;
};

struct Named {
  std::string name;
  std::vector<uint8_t> bytes;
};

template <class T>
Named secret(const std::string& name, const T& object) {
  const auto* p = reinterpret_cast<const uint8_t*>(&object);
  return {name, {p, p + sizeof object}};
}

// The first eight bytes of a secret that are still somewhere, with its name and the place.
std::string found(const OwnStack& stack, const std::vector<Named>& secrets) {
  for (const Named& s : secrets)
    for (size_t i = 0; i + 8 <= s.bytes.size(); i += 8) {
      const auto* const p = s.bytes.data() + i;
      if (std::all_of(p, p + 8, [p](uint8_t b) { return b == *p; })) continue;  // zeros are everywhere
      const std::string place = stack.find(p);
      if (!place.empty()) return s.name + ", byte " + std::to_string(i) + ", in " + place;
    }
  return "";
}

// Those that the key itself may not have yet.
decltype(cce::gcm::Key::powers) all_powers(const Work& w) {
  auto* const whole = cce::locked::keys.make<cce::gcm::Key>([&](auto& key) { w.gcm->init(key, w.K.data()); });
  std::array<uint8_t, 512> text{};
  reference::Block tag;
  w.gcm->seal(*whole, w.iv.data(), 1, {}, text.data(), text.size(), text.data(), tag.data());
  const auto powers = whole->powers;
  cce::locked::keys.give_back(whole);
  return powers;
}

std::vector<Named> key_secrets(const Work& w) {
  const auto H = reference::encrypt(w.K, {});
  std::vector<Named> secrets = {secret("key", w.K), secret("H", H), secret("round keys", w.key.round_keys.w),
                                secret("powers of H", w.gcm == nullptr ? w.key.powers : all_powers(w))};
  auto sliced = std::make_unique<cce::aes::bitslice::SlicedKeys>();
  cce::aes::block_portable::slice(*sliced, w.key.round_keys);
  secrets.push_back(secret("bitsliced round keys", *sliced));
  return secrets;
}

std::vector<Named> message_secrets(const Work& w) {
  std::vector<Named> secrets = key_secrets(w);
  Named pad{"keystream", {}};
  for (size_t i = 0; i < w.in.size(); ++i) pad.bytes.push_back(w.in[i] ^ w.out[i]);
  secrets.push_back(pad);
  reference::Block J0 = w.iv;
  std::copy_n("\0\0\0\1", 4, J0.begin() + 12);
  const auto E_J0 = reference::encrypt(w.K, J0);
  secrets.push_back(secret("E(J0)", E_J0));
  reference::Block first_state, S, S_reversed;
  for (size_t i = 0; i < 16; ++i) {
    first_state[i] = (i < 12 ? w.iv[i] : 0) ^ w.key.round_keys.w[0][i];
    S[i] = S_reversed[15 - i] = w.tag[i] ^ E_J0[i];
  }
  secrets.push_back(secret("IV + round key 0", first_state));
  secrets.push_back(secret("GHASH", S));
  secrets.push_back(secret("GHASH as a number", S_reversed));
  secrets.push_back({"input", w.in});
  secrets.push_back({"output", w.out});
  return secrets;
}

std::unique_ptr<Work> make_work(const cce::gcm::Kernel* gcm, const cce::aes::BlockKernel* aes,
                                cce::gcm::Key* slot = nullptr) {
  RandomBytes random(70);
  auto w = std::make_unique<Work>(slot);
  std::memset(static_cast<void*>(&w->key), 0, sizeof w->key);
  random.fill(w->K);
  random.fill(w->iv);
  random.fill(w->V);
  random.fill(w->block);
  w->gcm = gcm;
  w->aes = aes;
  return w;
}

Work& work(void* p) { return *static_cast<Work*>(p); }

void seal_work(void* p) {
  Work& s = work(p);
  s.gcm->seal(s.key, s.iv.data(), 1, s.aad, s.in.data(), s.in.size(), s.out.data(), s.tag.data());
}

void open_work(void* p) {
  Work& s = work(p);
  s.gcm->open(s.key, s.iv.data(), 1, s.aad, s.in.data(), s.in.size(), s.out.data(), s.tag.data());
}

[[gnu::noinline]] void leave_round_key(void* p) {  // what a careless kernel would do
  uint8_t copies[64][16];
  for (auto& copy : copies) std::memcpy(copy, work(p).key.round_keys.w[7].data(), sizeof copy);
  __asm__ volatile("" : : "r"(copies) : "memory");
}

}  // namespace

TEST_CASE("the search finds what is left") {
  auto w = make_work(&cce::gcm::implementations_table().back().operations, nullptr);
  w->gcm->init(w->key, w->K.data());
  OwnStack stack;
  stack.run(leave_round_key, w.get());
  CHECK(found(stack, key_secrets(*w)) == "round keys, byte 112, in stack");
}

TEST_CASE("key set-up leaves nothing") {
  OwnStack stack;
  rows::each_gcm([&](const auto& row) {
    auto w = make_work(&row.operations, nullptr);
    stack.run([](void* p) { work(p).gcm->init(work(p).key, work(p).K.data()); }, w.get());
    CHECK(found(stack, key_secrets(*w)) == "");
  });
}

TEST_CASE("GHASH, seal and open leave nothing") {
  OwnStack stack;
  RandomBytes random(71);
  rows::each_gcm([&](const auto& row) {
    auto w = make_work(&row.operations, nullptr);
    w->gcm->init(w->key, w->K.data());
    for (size_t n :
         {0, 1, 16, 17, 31, 48, 60, 64, 100, 112, 127, 128, 130, 200, 250, 256, 300, 511, 512, 600, 1024, 1300, 5000}) {
      INFO(n << " bytes");
      w->in = random.bytes(n);
      w->out.resize(n);
      w->aad = random.bytes(n % 90);
      stack.run(seal_work, w.get());
      CHECK(found(stack, message_secrets(*w)) == "");
      w->in.swap(w->out);
      stack.run(open_work, w.get());
      CHECK(found(stack, message_secrets(*w)) == "");
      if (n == 0) continue;
      stack.run(
          [](void* p) { work(p).gcm->ghash(work(p).key, work(p).V.data(), work(p).in.data(), work(p).in.size()); },
          w.get());
      CHECK(found(stack, key_secrets(*w)) == "");
    }
  });
}

TEST_CASE("a message that adds powers to its key leaves nothing") {
  OwnStack stack;
  RandomBytes random(73);
  rows::each_gcm([&](const auto& row) {
    auto* const slot = static_cast<cce::gcm::Key*>(cce::locked::keys.take(sizeof(cce::gcm::Key)));
    REQUIRE(slot != nullptr);
    auto w = make_work(&row.operations, nullptr, slot);
    for (const bool sealing : {true, false})
      for (size_t n : {113, 200, 256, 600, 1300}) {
        INFO(n << " bytes");
        w->in = random.bytes(n);
        w->out.resize(n);
        w->gcm->init(w->key, w->K.data());
        stack.run(sealing ? seal_work : open_work, w.get());
        CHECK(found(stack, message_secrets(*w)) == "");
      }
    cce::locked::keys.give_back(slot);
  });
}

TEST_CASE("the face leaves nothing, for any IV and a forged tag") {
  OwnStack stack;
  RandomBytes random(72);
  rows::each_gcm([&](const auto& row) {
    auto w = make_work(&row.operations, nullptr);
    cce::gcm::init(w->key, w->K);
    for (size_t n : {20, 64, 700}) {
      INFO(n << " bytes");
      w->in = random.bytes(n);
      w->out.resize(n);
      auto forge = [](void* p) {
        Work& s = work(p);
        if (cce::gcm::open(s.key, s.iv, s.aad, s.in, s.tag, s.out.data()) != cce::Status::auth) std::abort();
      };
      stack.run(forge, w.get());  // the IV has 16 bytes, so J0 is a secret too
      auto secrets = key_secrets(*w);
      const auto J0 = reference::pre_counter_block(w->K, w->iv);
      secrets.push_back(secret("E(J0)", reference::encrypt(w->K, J0)));
      const auto forged = reference::seal_from(w->K, J0, w->aad, w->in);
      secrets.push_back({"what the forgery decrypts to", forged.ct});
      CHECK(found(stack, secrets) == "");
    }
  });
}

TEST_CASE("the block cipher leaves nothing") {
  OwnStack stack;
  rows::each_block([&](const auto& row) {
    auto w = make_work(nullptr, &row.operations);
    stack.run([](void* p) { work(p).aes->expand(work(p).keys, work(p).K.data()); }, w.get());
    w->key.round_keys = w->keys;
    CHECK(found(stack, key_secrets(*w)) == "");

    const auto in = w->block;
    stack.run([](void* p) { work(p).aes->encrypt_block(work(p).keys, work(p).block.data(), work(p).block.data()); },
              w.get());
    auto secrets = key_secrets(*w);
    secrets.push_back(secret("input", in));
    secrets.push_back(secret("output", w->block));
    CHECK(found(stack, secrets) == "");

    for (size_t n : {1, 2, 5, 8, 9, 16, 31, 32, 40, 64}) {
      INFO(n << " counter blocks");
      w->out.assign(16 * n, 0);
      const auto V = w->V;
      stack.run(
          [](void* p) {
            work(p).aes->counter_keystream(work(p).keys, work(p).V.data(), work(p).out.data(), work(p).out.size() / 16);
          },
          w.get());
      secrets = key_secrets(*w);
      secrets.push_back(secret("V before", V));
      secrets.push_back(secret("V after", w->V));
      secrets.push_back({"output", w->out});
      CHECK(found(stack, secrets) == "");
      // Counters that carry say so in masks; nothing but the kernel runs here that has any.
      w->V.fill(0xff);
      stack.run(
          [](void* p) {
            work(p).aes->counter_keystream(work(p).keys, work(p).V.data(), work(p).out.data(), work(p).out.size() / 16);
          },
          w.get());
      if (std::string_view(row.name) == "vaes512") CHECK(stack.left_in_masks() == 0);
      w->V = V;
    }
  });
}
