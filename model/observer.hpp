// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The observer of a search, and the view of an execution that it gets.

#include <optional>

#include "model/decision.hpp"
#include "model/search.hpp"

namespace model {

/// An execution that has ended, as an engine shows it. Valid until the observer returns.
class FinishedExecution {
  public:
    /// A hash of the parts by which most executions are judged: each CPU's notes, interrupts, holds and
    /// choices with their times; how the CPUs ended; the writes to observed locations that change observed
    /// bits; the coherence of these writes; and whether such a write was the last access before a note. A
    /// property that depends on nothing else is the same for all executions with the same skeleton.
    virtual Hash skeleton() = 0;
    /// Is the skeleton a hash of the whole record? Then no property depends on anything else.
    virtual bool skeleton_is_all() const = 0;
    /// A hash of the skeleton's contents and of the order of its parts. The order says, for each note,
    /// interrupt, hold and choice, how much of every other CPU must have happened before it, as far as these
    /// parts can tell, by program order, reads-from, coherence and clock jumps. nullopt: these orders make a
    /// cycle.
    virtual std::optional<Hash> ordered_skeleton() = 0;
    virtual RecordSize size() const = 0;
    /// Adds the sites that the execution reached, without making the record. @pre
    /// `Configuration::keep_sites`
    virtual void add_to(Reached& reached) const = 0;
    /// The whole record, made on the first call. `put_in_order` gives its events an order.
    virtual const Execution& record() = 0;
    /// The decisions that make the execution again; empty if the engine cannot replay.
    virtual Decisions decisions() = 0;

  protected:
    ~FinishedExecution() = default;
};

/// Sees each finished execution, and decides now and then whether to go on.
class Observer {
  public:
    virtual void finished(FinishedExecution& finished) = 0;
    /// Called a few times per second. @return false to stop the search
    virtual bool progress(const Progress& progress) = 0;

  protected:
    ~Observer() = default;
};

}  // namespace model
