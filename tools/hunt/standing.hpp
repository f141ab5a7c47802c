// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Which symptoms the history accepts.

#include "lock/revision.hpp"
#include "tools/report/report.hpp"

namespace tools {

/// A class that the revision is documented to have, at some cost: a true deadlock is none, and so is none of
/// these, but what leads to it may be of interest.
/// - `sent_away` and `busy`: errors that the queue's head and the fallback return by design
/// - `timeout_needed`: what AA and ABBA cannot see, such as a ring of three locks
/// - `deadlock_false`: from `entry-first` on an entry without its lock reads as held
bool is_accepted(const Symptom& symptom, rqspinlock::Revision revision);

}  // namespace tools
