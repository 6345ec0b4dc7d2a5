#include "module/segments.hpp"

#include <elf.h>
#include <link.h>

#include <atomic>

namespace cce::module {
namespace {

struct Search {
  Segments found;
  bool is_ours = false;
  int texts = 0, rodatas = 0;
};

int visit(dl_phdr_info* object, size_t, void* argument) {
  auto& search = *static_cast<Search*>(argument);
  const auto here = reinterpret_cast<uintptr_t>(&visit);
  search = {};
  for (unsigned i = 0; i < object->dlpi_phnum; ++i) {
    const ElfW(Phdr)& segment = object->dlpi_phdr[i];
    if (segment.p_type != PT_LOAD) continue;
    const uintptr_t begin = object->dlpi_addr + segment.p_vaddr;
    const Bytes bytes(reinterpret_cast<const uint8_t*>(begin), segment.p_filesz);
    if (here - begin < segment.p_filesz) search.is_ours = true;
    if (segment.p_offset == 0 || (segment.p_flags & PF_W) != 0) continue;
    if ((segment.p_flags & PF_X) != 0) {
      search.found.text = bytes;
      ++search.texts;
    } else {
      search.found.rodata = bytes;
      ++search.rodatas;
    }
  }
  return search.is_ours ? 1 : 0;  // 1 ends the walk
}

}  // namespace

std::optional<Segments> own_segments() {
  // Found once: dl_iterate_phdr takes a lock of the loader, which a child of fork inherits locked when another thread
  // was unwinding an exception just then. Only the place is kept, never a result.
  static constinit std::atomic<bool> known{false};
  static constinit Segments cached{};
  if (known.load(std::memory_order_acquire)) return cached;

  Search search;
  if (dl_iterate_phdr(visit, &search) != 1 || search.texts != 1 || search.rodatas != 1) return std::nullopt;
  cached = search.found;  // the thread that runs the self-tests is alone here
  known.store(true, std::memory_order_release);
  return cached;
}

}  // namespace cce::module
