#include "module/segments.hpp"

#include <elf.h>
#include <errno.h>
#include <link.h>
#include <sys/mman.h>
#include <unistd.h>

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

const Segments* own_segments() {
  // Found once: dl_iterate_phdr takes a lock of the loader, which a child of fork inherits locked when another thread
  // was unwinding an exception just then. Only the place is kept, never a result.
  static constinit Search own{};
  if (!own.is_ours) (void)dl_iterate_phdr(visit, &own);  // the thread that runs the self-tests is alone here
  return own.is_ours && own.texts == 1 && own.rodatas == 1 ? &own.found : nullptr;
}

void map_ahead() {
  constexpr int populate_read = 22, populate_write = 23;  // MADV_POPULATE_*, which older libcs do not name
  const int before = errno;
  const auto page = static_cast<uintptr_t>(getpagesize());
  auto map = [page](uintptr_t at, size_t size, int how) {
    const uintptr_t begin = at & ~(page - 1);
    (void)madvise(reinterpret_cast<void*>(begin), at + size - begin, how);
  };
  if (const Segments* segments = own_segments(); segments != nullptr)
    for (const Bytes segment : {segments->text, segments->rodata})
      map(reinterpret_cast<uintptr_t>(segment.data()), segment.size(), populate_read);
  constexpr size_t stack = 32 * 1024;
  map(reinterpret_cast<uintptr_t>(__builtin_frame_address(0)) - stack, stack, populate_write);
  errno = before;
}

}  // namespace cce::module
