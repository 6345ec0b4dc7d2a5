# Warnings are errors, for everything built here; the sanitizers apply to everything too.
add_compile_options(-Wall -Wextra -Wpedantic -Werror -Wshadow -Wundef -Wvla -Wpointer-arith -Wimplicit-fallthrough
  -ffile-prefix-map=${CMAKE_SOURCE_DIR}=.)
if(CCE_SANITIZE)
  add_compile_options(-fsanitize=${CCE_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${CCE_SANITIZE})
endif()
