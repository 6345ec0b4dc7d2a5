#include "pair.hpp"

#include <filesystem>

namespace cce::kat {
namespace {

std::string renamed(const std::string& path, const std::string& from, const std::string& to) {
  const std::filesystem::path old(path);
  std::string name = old.filename().string();
  const auto at = name.rfind(from);
  if (at == std::string::npos) return {};
  name.replace(at, from.size(), to);
  return (old.parent_path() / name).string();
}

}  // namespace

std::string answers_beside(const std::string& path) { return renamed(path, "prompt", "expectedResults"); }
std::string prompt_beside(const std::string& path) { return renamed(path, "expectedResults", "prompt"); }

}  // namespace cce::kat
