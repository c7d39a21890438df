# Libraries and programs that watch themselves with AddressSanitizer and UndefinedBehaviorSanitizer,
# for `make sanitize`. They are for tests alone, in a build tree and a package folder that are apart.

option(TORCHSHARP_PY_SANITIZE "Build with sanitizers" OFF)

# use_sanitizers(TARGET) compiles and links whatever links TARGET with sanitizers.
function(use_sanitizers target)
  if(NOT TORCHSHARP_PY_SANITIZE)
    return()
  endif()
  if(NOT CMAKE_SYSTEM_NAME STREQUAL "Linux" OR NOT CMAKE_CXX_COMPILER_ID MATCHES "GNU|Clang")
    message(FATAL_ERROR "TORCHSHARP_PY_SANITIZE needs GCC or Clang on Linux, "
      "not ${CMAKE_CXX_COMPILER_ID} on ${CMAKE_SYSTEM_NAME}")
  endif()
  # The program ends at the first finding; _GLIBCXX_ASSERTIONS adds the bounds of vectors and spans.
  set(flags -fsanitize=address,undefined -fno-sanitize-recover=undefined)
  target_compile_options(${target} INTERFACE
    ${flags} -D_GLIBCXX_ASSERTIONS -fno-omit-frame-pointer -O1 -g1)
  target_link_options(${target} INTERFACE ${flags})
endfunction()
