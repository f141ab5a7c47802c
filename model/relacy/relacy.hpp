// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The parts of Relacy that this engine uses. `<relacy/relacy.hpp>` itself would define `new`, `delete`,
/// `assert`, `errno`, `VAR` and the memory orders as macros. These headers only leave `RL_*` and `$`, which
/// is undefined below.
///
/// Relacy also replaces the global operator new: only this engine's executable may include this header.

#include <relacy/base.hpp>
// base.hpp first: the others need it
#include <relacy/atomic.hpp>
#include <relacy/atomic_fence.hpp>
#include <relacy/backoff.hpp>
#include <relacy/context.hpp>
#include <relacy/context_base_impl.hpp>
#include <relacy/stdlib/mutex.hpp>
// mutex.hpp before its users
#include <relacy/stdlib/condition_variable.hpp>
#include <relacy/stdlib/event.hpp>
#include <relacy/stdlib/semaphore.hpp>
#include <relacy/test_suite.hpp>
#include <relacy/var.hpp>

#ifdef __clang__
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wdollar-in-identifier-extension"
#endif
#undef $
#ifdef __clang__
#pragma clang diagnostic pop
#endif
