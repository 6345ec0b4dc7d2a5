// The instruction sets of the lanes: AVX-512 with IFMA, "ifma" in the tables. Part of those kernels: included by them alone.
#pragma once

#define CCE_IFMA gnu::target("avx512f,avx512dq,avx512vl,avx512ifma,bmi2"), gnu::always_inline
#define CCE_IFMA_ENTRY gnu::target("avx512f,avx512dq,avx512vl,avx512ifma,bmi2"), gnu::noinline
