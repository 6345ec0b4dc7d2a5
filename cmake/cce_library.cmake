# cce_library(NAME SOURCE...): a shared library of the core's objects and the given sources, linked as the product is,
# stamped with its integrity digest, then loaded to prove that it comes up. cce_library_of: of other objects.
find_package(Python3 REQUIRED COMPONENTS Interpreter)
include(CheckCSourceCompiles)
include(CheckLinkerFlag)

# CCE_PACK_RELOCATIONS: relative relocations as a map of bits. The loader must know them, which glibc's does since 2.36; an older
# one says so and refuses.
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
  check_c_source_compiles("#include <features.h>
    #if !__GLIBC_PREREQ(2, 36)
    #error
    #endif
    int main(void) { return 0; }" CCE_LOADER_UNPACKS)
  check_linker_flag(C -Wl,-z,pack-relative-relocs CCE_LINKER_PACKS)
endif()

function(cce_library name)
  cce_library_of(${name} cce_core ${ARGN})
endfunction()

function(cce_library_of name core)
  add_library(${name} SHARED $<TARGET_OBJECTS:${core}> ${ARGN})
  target_compile_options(${name} PRIVATE ${cce_core_options})
  target_include_directories(${name}
    PRIVATE ${CMAKE_SOURCE_DIR}/src
    PUBLIC $<BUILD_INTERFACE:${CMAKE_SOURCE_DIR}/include> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
  set_target_properties(${name} PROPERTIES LINKER_LANGUAGE C
    LINK_DEPENDS "${CMAKE_SOURCE_DIR}/src/api/cce.map;${CMAKE_SOURCE_DIR}/cmake/stamp_integrity.py")
  # separate-code gives text and rodata segments of their own, which the integrity test covers; nodelete: the module's
  # state must not vanish under threads that still call it.
  target_link_options(${name} PRIVATE
    -Wl,--version-script=${CMAKE_SOURCE_DIR}/src/api/cce.map -Wl,--no-undefined-version -Wl,-Bsymbolic
    -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack -Wl,-z,text -Wl,-z,separate-code -Wl,-z,nodelete
    -Wl,--hash-style=gnu -Wl,--build-id=sha1)
  if(CCE_PACK_RELOCATIONS AND CCE_LOADER_UNPACKS AND CCE_LINKER_PACKS)
    target_link_options(${name} PRIVATE -Wl,-z,pack-relative-relocs)
  endif()
  if(NOT CCE_SANITIZE)
    target_link_options(${name} PRIVATE -Wl,-z,defs)
  endif()
  add_dependencies(${name} cce_load_check)
  add_custom_command(TARGET ${name} POST_BUILD
    COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/cmake/stamp_integrity.py $<TARGET_FILE:${name}>
    COMMAND ${CMAKE_CROSSCOMPILING_EMULATOR} $<TARGET_FILE:cce_load_check> $<TARGET_FILE:${name}>
    COMMENT "Stamping ${name} and loading it" VERBATIM)
endfunction()

add_executable(cce_load_check ${CMAKE_SOURCE_DIR}/cmake/load_check.c)
target_include_directories(cce_load_check PRIVATE ${CMAKE_SOURCE_DIR}/include)
target_link_libraries(cce_load_check PRIVATE ${CMAKE_DL_LIBS})
