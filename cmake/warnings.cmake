# Warnings are errors, for everything built here; the sanitizers apply to everything too.
add_compile_options(-Wall -Wextra -Wpedantic -Werror -Wshadow -Wundef -Wvla -Wpointer-arith -Wimplicit-fallthrough
  -ffile-prefix-map=${CMAKE_SOURCE_DIR}=.)
# gcc 12 sees overlapping copies in std::string's operator+ that are not there (gcc bug 105329).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-Wno-restrict>)
endif()
if(CCE_SANITIZE)
  # Not `enum`: what a C caller puts into an enum is checked by the library, and has to be read for that.
  add_compile_options(-fsanitize=${CCE_SANITIZE} -fno-sanitize-recover=all -fno-sanitize=enum -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${CCE_SANITIZE})
  # With the sanitizers' checks in between, gcc sees strings and arrays overflow that do not (gcc bug 105651 and others).
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options(-Wno-stringop-overflow -Wno-array-bounds -Wno-maybe-uninitialized -Wno-stringop-overread)
    # A fence between a copy of a key and the look whether a zeroise was quicker: ThreadSanitizer does not model it, and says
    # so. What it would tell less of for that is nothing that a caller is given.
    if(CCE_SANITIZE MATCHES "thread")
      add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-Wno-tsan>)
    endif()
  endif()
endif()
