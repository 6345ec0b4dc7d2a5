# header_library(TARGET FOLDER HEADER): an interface target for a library that is headers alone, found as FOLDER/HEADER
# on the machine that builds. Only that folder is put on the include path, through a link in the build tree: a cross
# build must not see the rest of the host's /usr/include.
function(header_library target folder header)
  find_path(${target}_INCLUDE ${folder}/${header} NO_CMAKE_FIND_ROOT_PATH
    PATHS /usr/include /usr/local/include REQUIRED)
  set(place ${CMAKE_BINARY_DIR}/header-libraries/${target})
  file(MAKE_DIRECTORY ${place})
  file(CREATE_LINK ${${target}_INCLUDE}/${folder} ${place}/${folder} SYMBOLIC)
  add_library(${target} INTERFACE IMPORTED GLOBAL)
  target_include_directories(${target} SYSTEM INTERFACE ${place})
endfunction()
