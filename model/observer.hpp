// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The observer of a search, and what it sees of each execution.

#include <optional>

#include "model/decision.hpp"
#include "model/search.hpp"

namespace model {

/// An execution that has ended, as an engine shows it. Valid until the observer returns.
class FinishedExecution {
  public:
    /// A hash of each CPU's notes, interrupts, holds and choices with their times, of how the CPUs ended, of
    /// the writes to observed locations that change observed bits, of the coherence of these, and of whether
    /// such a write was the last access before a note. What depends on nothing else is the same for all
    /// executions with the same skeleton.
    virtual Hash skeleton() = 0;
    /// The skeleton is a hash of the whole record: nothing depends on anything else.
    virtual bool skeleton_is_all() const = 0;
    /// A hash of what the skeleton tells, and of how much of every other CPU must have happened before each
    /// of the notes, interrupts, holds and choices, as far as these can tell, by program order, reads-from,
    /// coherence and clock jumps. Nothing if these make a cycle.
    virtual std::optional<Hash> ordered_skeleton() = 0;
    virtual RecordSize size() const = 0;
    /// Adds the sites to which it came, without making the record. @pre `Configuration::keep_sites`
    virtual void add_to(Reached& reached) const = 0;
    /// The whole record, made when it is asked for; `put_in_order` gives its events an order.
    virtual const Execution& record() = 0;
    /// What makes it again; empty if the engine cannot replay.
    virtual Decisions decisions() = 0;

  protected:
    ~FinishedExecution() = default;
};

/// Looks at each finished execution, and is asked now and then whether to go on.
class Observer {
  public:
    virtual void finished(FinishedExecution& finished) = 0;
    /// Called a few times per second. @return false to stop the search
    virtual bool progress(const Progress& progress) = 0;

  protected:
    ~Observer() = default;
};

}  // namespace model
