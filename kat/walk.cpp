#include "walk.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

#include "pair.hpp"

namespace cce::kat {
namespace {

namespace fs = std::filesystem;

class Walk {
 public:
  void add(const std::string& path, bool named) {
    std::error_code error;
    const std::string prompt = prompt_beside(path);
    const bool answers = !prompt.empty() && fs::exists(prompt, error);
    const std::string chosen = answers ? prompt : path;
    if (seen_.insert(fs::path(chosen).lexically_normal().string()).second) found.push_back({chosen, named, ""});
  }

  void add_directory(const std::string& root) {
    std::error_code error;
    std::vector<std::string> paths;
    fs::recursive_directory_iterator at(root, error), end;
    while (!error && at != end) {
      std::error_code ignored;
      // A pipe or a device in the tree would be waited for without end.
      if (at->is_regular_file(ignored)) paths.push_back(at->path().string());
      at.increment(error);
    }
    if (error) found.push_back({root, true, error.message()});
    std::sort(paths.begin(), paths.end());
    for (const std::string& path : paths) add(path, false);
  }

  std::vector<Input> found;

 private:
  std::set<std::string> seen_;
};

}  // namespace

std::vector<Input> inputs(const std::vector<std::string>& arguments) {
  Walk walk;
  for (const std::string& argument : arguments) {
    std::error_code error;
    if (fs::is_directory(argument, error))
      walk.add_directory(argument);
    else
      walk.add(argument, true);
  }
  return std::move(walk.found);
}

}  // namespace cce::kat
