// NIST's GCM response files: gcmEncryptExtIV256.rsp and gcmDecrypt256.rsp of the CAVP's gcmtestvectors.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace cavp {

struct GcmCase {
  std::string where;  // file and line, for messages
  std::vector<uint8_t> key, iv, aad, pt, ct, tag;
  bool fails = false;  // the tag is not to verify
};

// Every case of the file. Throws, naming the line, when the file is not there or not of this form.
std::vector<GcmCase> read_gcm(const std::string& path);

}  // namespace cavp
