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
  // A page that is met unmapped has the kernel map those around it as well, as many of a file as lie in 64 KB: a look at one of
  // them takes half the time that MADV_POPULATE_READ does, which looks at each.
  constexpr uintptr_t at_once = 64 * 1024;
  if (const Segments* segments = own_segments(); segments != nullptr)
    for (const Bytes segment : {segments->text, segments->rodata}) {
      const auto begin = reinterpret_cast<uintptr_t>(segment.data()), end = begin + segment.size();
      for (uintptr_t at = begin; at < end; at = (at / at_once + 1) * at_once)
        (void)*reinterpret_cast<const volatile uint8_t*>(at);
    }
  // The stack is memory of its own, each page of which is cleared.
  constexpr int populate_write = 23;  // MADV_POPULATE_WRITE, which older libcs do not name
  constexpr size_t stack = 32 * 1024;
  const auto page = static_cast<uintptr_t>(getpagesize()), here = reinterpret_cast<uintptr_t>(__builtin_frame_address(0));
  const uintptr_t begin = (here - stack) & ~(page - 1);
  const int before = errno;
  (void)madvise(reinterpret_cast<void*>(begin), here - begin, populate_write);
  errno = before;
}

}  // namespace cce::module
