# CCE_NOISE: the noise sources that seeds are drawn from. docs/entropy.md says what each is and what is claimed of it.
set(CCE_NOISE "default" CACHE STRING
  "Noise sources: default, or a list of kernel, processor, jitter, processor-or-jitter")

# Sets `variable` to the sources as src/entropy/pool.hpp names them: use_kernel|use_jitter.
function(cce_noise_choice variable)
  set(known kernel processor jitter processor-or-jitter)
  set(choice "")
  foreach(source IN LISTS CCE_NOISE)
    if(source STREQUAL "default")
      list(APPEND choice use_kernel use_processor_or_jitter)
      continue()
    endif()
    if(NOT source IN_LIST known)
      message(FATAL_ERROR "CCE_NOISE=${CCE_NOISE}: there is no noise source \"${source}\".\n"
        "It is \"default\" (the kernel, and the processor's instruction or, where it has none, timing jitter), or a list "
        "of sources that are all drawn from: kernel, processor, jitter, processor-or-jitter. A list is written with "
        "semicolons, in quotes for the shell: -DCCE_NOISE=\"kernel;jitter\".")
    endif()
    string(REPLACE "-" "_" name "use_${source}")
    list(APPEND choice ${name})
  endforeach()
  if(NOT choice)
    message(FATAL_ERROR "CCE_NOISE is empty: without a noise source the module could make no random byte.\n"
      "Leave it at \"default\", or name sources: kernel, processor, jitter, processor-or-jitter.")
  endif()
  list(REMOVE_DUPLICATES choice)
  list(JOIN choice "|" choice)
  set(${variable} ${choice} PARENT_SCOPE)
endfunction()
