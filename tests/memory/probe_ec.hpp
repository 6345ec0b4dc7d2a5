// The services of the curves for the memory scan: part of probe.cpp.
#pragma once

constexpr size_t ec_slot = 512;  // what a key of a curve lies in
cce_ec_key* ec_key;
cce_ec_public* ec_public;

cce_curve curve() { return static_cast<cce_curve>(CCE_P256 + desk->kind); }
size_t field_size() { return curve() == CCE_P256 ? 32 : curve() == CCE_P384 ? 48 : 66; }

// The call makes *made, which is live from then on; and the stop right behind it.
template <class Handle, class Call>
[[gnu::always_inline]] inline void stop_with_new(int place, Handle** made, Call call) {
  const cce_result r = call();
  desk->live[place] = {reinterpret_cast<uint64_t>(*made), ec_slot};
  stop();
  expect(r);
}

void import_ec_key() {
  announce("key of a curve imported");
  stop_with_new(0, &ec_key, [] { return cce_ec_key_import(curve(), desk->scalar, field_size(), &ec_key); });
}

void free_ec_key() {
  announce("key of a curve freed");
  cce_ec_key_free(ec_key);
  stop();
}

void sign() {
  desk->generators = 1;
  import_ec_key();
  size_t n = sizeof desk->out;
  announce("signed, deterministic", ec_key, ec_slot);
  stop_after([&] {
    return cce_ecdsa_sign_deterministic(ec_key, CCE_SHA256, desk->message, signed_length, CCE_SIG_DER, desk->out, &n);
  });
  n = sizeof desk->out;
  announce("signed", ec_key, ec_slot);
  stop_after(
      [&] { return cce_ecdsa_sign(ec_key, CCE_SHA256, desk->message, signed_length, CCE_SIG_RAW, desk->out, &n); });
  free_ec_key();
}

void agree() {
  import_ec_key();
  expect(cce_ec_key_public(ec_key, &ec_public));
  size_t n = sizeof desk->out;
  announce("agreed", ec_key, ec_slot);
  stop_after([&] { return cce_ecdh(ec_key, ec_public, desk->out, &n); });
  cce_ec_public_free(ec_public);
  free_ec_key();
}

// What is exported lies on the desk, and is read from there.
template <class Export, class Import>
void write_and_read(Export write, Import read) {
  import_ec_key();
  size_t n = sizeof desk->out;
  announce("key of a curve written", ec_key, ec_slot);
  stop_after([&] { return write(ec_key, desk->out, &n); });
  cce_ec_key_free(ec_key);
  announce("key of a curve read");
  stop_with_new(0, &ec_key, [&] { return read(desk->out, n, &ec_key); });
  free_ec_key();
}

void key_in_der() { write_and_read(cce_ec_key_export_der, cce_ec_key_import_der); }
void key_in_pem() { write_and_read(cce_ec_key_export_pem, cce_ec_key_import_pem); }

// The searcher learns d where it is exported to; from then on it must be nowhere else.
void generate_ec_key() {
  desk->generators = 1;
  announce("key of a curve generated");
  stop_with_new(0, &ec_key, [] { return cce_ec_key_generate(curve(), &ec_key); });
  size_t n = field_size();
  announce("key of a curve exported", ec_key, ec_slot);
  stop_after([&] { return cce_ec_key_export(ec_key, desk->opened, &n); });
  free_ec_key();
}

void x963() {
  const cce_result done = hash() == CCE_SHA512_256 ? CCE_OK_UNAPPROVED : CCE_OK;
  for (const size_t n : {size_t{16}, size_t{32}, size_t{200}}) {
    announce("derived from the longest secret");
    stop_after([&] { return cce_x963_kdf(hash(), desk->message, 66, desk->other, 20, desk->out, n); }, done);
    announce("derived from a short one");
    stop_after([&] { return cce_x963_kdf(hash(), desk->key, 32, desk->other, 32, desk->out, n); }, done);
  }
}
