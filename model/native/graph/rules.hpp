// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The rules of the method that a test build can leave out, to show that a test notices a missing rule.

#ifdef RQCHECK_RULES
#include RQCHECK_RULES
#else

namespace model::native {

/// The engine has all rules. A build that defines RQCHECK_RULES as the name of a header has the rules of
/// that header.
struct Rules {
    /// An earlier read may read a later added write.
    static constexpr bool has_revisits() { return true; }
    /// A revisit only removes events that were added maximally.
    static constexpr bool requires_maximality() { return true; }
    /// A release sequence continues through updates.
    static constexpr bool has_release_sequences() { return true; }
    /// An access whose address is computed from a load's value happens after what the load has learnt.
    static constexpr bool has_dependencies() { return true; }
    /// Later accesses through other addresses do not happen after that.
    static constexpr bool orders_dependent_accesses_only() { return true; }
    /// The axioms of the memory model that are not kept by construction: seq_cst, and the order of `tso` and
    /// `sc`.
    static constexpr bool requires_consistency() { return true; }
    /// A wait decides again whether it blocks each time that it could block: its poll time may have come.
    static constexpr bool asks_anew_whether_to_wait() { return true; }
};

}  // namespace model::native

#endif
