// Runs a fuzz target without libFuzzer: every file of the corpus, every beginning of it, and changed copies for as many
// seconds as the second argument says.
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "aes/random_bytes.hpp"
#include "target.hpp"

namespace {

using Input = std::vector<uint8_t>;

Input changed(Input input, const std::vector<Input>& corpus, RandomBytes& random) {
  for (size_t changes = 1 + random.below(4); changes > 0; --changes) {
    const size_t at = random.below(input.size() + 1);
    switch (random.below(6)) {
      case 0:
        if (at < input.size()) input[at] ^= static_cast<uint8_t>(1 << random.below(8));
        break;
      case 1:
        if (at < input.size()) input[at] = static_cast<uint8_t>(random.word());
        break;
      case 2:
        input.insert(input.begin() + static_cast<ptrdiff_t>(at), static_cast<uint8_t>(random.word()));
        break;
      case 3:
        if (at < input.size()) input.erase(input.begin() + static_cast<ptrdiff_t>(at));
        break;
      case 4:
        input.resize(at);
        break;
      default: {  // continues as another one does
        const Input& other = corpus[random.below(corpus.size())];
        const size_t from = random.below(other.size() + 1);
        input.resize(at);
        input.insert(input.end(), other.begin() + static_cast<ptrdiff_t>(from), other.end());
      }
    }
  }
  return input;
}

// In storage of just that size, so that a sanitizer sees a read beyond it.
void run(const Input& input) {
  const Input exact(input.begin(), input.end());
  LLVMFuzzerTestOneInput(exact.data(), exact.size());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return std::fputs("usage: fuzz_TARGET CORPUS SECONDS\n", stderr), 2;
  std::vector<Input> corpus;
  for (const auto& entry : std::filesystem::directory_iterator(argv[1])) {
    std::ifstream file(entry.path(), std::ios::binary);
    corpus.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  if (corpus.empty()) return std::fputs("no corpus: nothing was tested\n", stderr), 1;
  size_t runs = 0;
  for (const Input& input : corpus)
    for (size_t n = 0; n <= input.size(); ++n, ++runs)
      run(Input(input.begin(), input.begin() + static_cast<ptrdiff_t>(n)));
  RandomBytes random(100);
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(std::stoi(argv[2]));
  while (std::chrono::steady_clock::now() < end)
    for (int i = 0; i < 100; ++i, ++runs) run(changed(corpus[random.below(corpus.size())], corpus, random));
  std::printf("%zu inputs\n", runs);
  return 0;
}
