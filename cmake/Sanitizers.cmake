# Libraries and programs that watch themselves, for `make sanitize`: TORCHSHARP_PY_SANITIZE is
# "address" (AddressSanitizer and UndefinedBehaviorSanitizer), "thread" (ThreadSanitizer) or empty.
# The libraries are for tests alone, so they get a build tree and a package folder that are apart.

set(TORCHSHARP_PY_SANITIZE "" CACHE STRING "Build with sanitizers: address, thread or empty")
set_property(CACHE TORCHSHARP_PY_SANITIZE PROPERTY STRINGS "" address thread)

# use_sanitizers(TARGET) compiles and links whatever links TARGET with the chosen sanitizers.
function(use_sanitizers target)
  if(TORCHSHARP_PY_SANITIZE STREQUAL "")
    return()
  endif()
  if(NOT CMAKE_SYSTEM_NAME STREQUAL "Linux" OR NOT CMAKE_CXX_COMPILER_ID MATCHES "GNU|Clang")
    message(FATAL_ERROR "TORCHSHARP_PY_SANITIZE needs GCC or Clang on Linux, "
      "not ${CMAKE_CXX_COMPILER_ID} on ${CMAKE_SYSTEM_NAME}")
  endif()
  if(TORCHSHARP_PY_SANITIZE STREQUAL "address")
    # The program ends at the first finding; _GLIBCXX_ASSERTIONS adds the bounds of vectors and spans.
    set(flags -fsanitize=address,undefined -fno-sanitize-recover=undefined)
    set(definitions -D_GLIBCXX_ASSERTIONS)
  elseif(TORCHSHARP_PY_SANITIZE STREQUAL "thread")
    set(flags -fsanitize=thread)
    set(definitions "")
  else()
    message(FATAL_ERROR
      "TORCHSHARP_PY_SANITIZE is '${TORCHSHARP_PY_SANITIZE}', not 'address', 'thread' or empty")
  endif()
  target_compile_options(${target} INTERFACE
    ${flags} ${definitions} -fno-omit-frame-pointer -O1 -g1)
  target_link_options(${target} INTERFACE ${flags})
endfunction()
