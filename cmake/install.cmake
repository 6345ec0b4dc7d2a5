# `cmake --install`: library, headers, the CMake package and cce.pc. The tools install themselves and their man pages.
# What is installed names no folder of the build: the tree may be staged (DESTDIR), put under a --prefix that is given
# at install time, or moved later.
include(CMakePackageConfigHelpers)

set(cce_package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/CCE)
set(cce_pkgconfig_dir ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

# No RPATH in the library, whatever CMAKE_INSTALL_RPATH says: it needs libc alone, and the file that the build stamped and
# loaded is then installed byte for byte.
set_target_properties(cce PROPERTIES SKIP_BUILD_RPATH ON INSTALL_RPATH "" INSTALL_RPATH_USE_LINK_PATH OFF)
install(TARGETS cce EXPORT CCETargets LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY ${CMAKE_SOURCE_DIR}/include/cce DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
  FILES_MATCHING PATTERN "*.h" PATTERN "*.hpp")
install(FILES ${CMAKE_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})

# The CMake package: find_package(CCE 0.1) -> CCE::cce. Below 1.0 a minor version may change the interface.
install(EXPORT CCETargets NAMESPACE CCE:: DESTINATION ${cce_package_dir})
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/CCEConfig.cmake.in ${CMAKE_BINARY_DIR}/package/CCEConfig.cmake
  INSTALL_DESTINATION ${cce_package_dir} NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(${CMAKE_BINARY_DIR}/package/CCEConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_BINARY_DIR}/package/CCEConfig.cmake ${CMAKE_BINARY_DIR}/package/CCEConfigVersion.cmake
  DESTINATION ${cce_package_dir})

# cce.pc finds its prefix from where it lies itself, and so holds at any prefix. A folder that was configured as an
# absolute path stays one.
cmake_path(IS_ABSOLUTE CMAKE_INSTALL_LIBDIR cce_libdir_is_absolute)
if(cce_libdir_is_absolute)
  set(cce_pc_prefix ${CMAKE_INSTALL_PREFIX})
  set(cce_pc_libdir ${CMAKE_INSTALL_LIBDIR})
else()
  cmake_path(RELATIVE_PATH CMAKE_INSTALL_PREFIX BASE_DIRECTORY ${CMAKE_INSTALL_PREFIX}/${cce_pkgconfig_dir}
    OUTPUT_VARIABLE cce_pc_up)
  set(cce_pc_prefix "\${pcfiledir}/${cce_pc_up}")
  set(cce_pc_libdir "\${prefix}/${CMAKE_INSTALL_LIBDIR}")
endif()
set(cce_pc_includedir "\${prefix}")
cmake_path(APPEND cce_pc_includedir ${CMAKE_INSTALL_INCLUDEDIR})
configure_file(${CMAKE_CURRENT_LIST_DIR}/cce.pc.in ${CMAKE_BINARY_DIR}/package/cce.pc @ONLY)
install(FILES ${CMAKE_BINARY_DIR}/package/cce.pc DESTINATION ${cce_pkgconfig_dir})

# The tools find the library beside them, so that a tree under any prefix works without LD_LIBRARY_PATH. A distribution
# that wants no RPATH configures with -DCMAKE_SKIP_INSTALL_RPATH=ON.
if(NOT cce_libdir_is_absolute)
  cmake_path(RELATIVE_PATH CMAKE_INSTALL_FULL_LIBDIR BASE_DIRECTORY ${CMAKE_INSTALL_FULL_BINDIR}
    OUTPUT_VARIABLE cce_lib_from_bin)
  foreach(tool cce-cli cce-kat cce-bench)
    if(TARGET ${tool})
      set_target_properties(${tool} PROPERTIES INSTALL_RPATH "\$ORIGIN/${cce_lib_from_bin}")
    endif()
  endforeach()
endif()
