#include "size.hpp"

#include <dlfcn.h>
#include <elf.h>
#include <link.h>

#include <fstream>
#include <string_view>
#include <vector>

namespace cce::bench {
namespace {

template <class T>
std::vector<T> read_at(std::ifstream& file, uint64_t offset, size_t count) {
  std::vector<T> items(count);
  file.seekg(static_cast<std::streamoff>(offset));
  file.read(reinterpret_cast<char*>(items.data()), static_cast<std::streamsize>(count * sizeof(T)));
  if (!file) items.clear();
  return items;
}

bool is_stripped(std::string_view name) { return name == ".symtab" || name == ".strtab" || name.starts_with(".debug"); }

}  // namespace

uint64_t stripped_size(const std::string& path) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  const auto size = file ? static_cast<uint64_t>(file.tellg()) : 0;
  const auto header = read_at<ElfW(Ehdr)>(file, 0, 1);
  if (header.empty() || header[0].e_shentsize != sizeof(ElfW(Shdr))) return 0;
  const auto sections = read_at<ElfW(Shdr)>(file, header[0].e_shoff, header[0].e_shnum);
  if (sections.size() <= header[0].e_shstrndx) return 0;
  const auto& table = sections[header[0].e_shstrndx];
  auto names = read_at<char>(file, table.sh_offset, table.sh_size);
  names.push_back('\0');
  uint64_t gone = 0;
  for (const auto& section : sections) {
    if (section.sh_name < names.size() && is_stripped(names.data() + section.sh_name))
      gone += section.sh_size + sizeof section;
  }
  return gone > size ? 0 : size - gone;
}

std::string file_of(const void* function) {
  Dl_info info{};
  return dladdr(function, &info) != 0 && info.dli_fname != nullptr ? info.dli_fname : "";
}

}  // namespace cce::bench
