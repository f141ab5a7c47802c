// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The rules of the method that tests can do without, to see that they are noticed when they are missing.

#ifdef RQCHECK_RULES
#include RQCHECK_RULES
#else

namespace model::native {

/// The engine has all of them. A build of it that defines RQCHECK_RULES, as a header's name, has that
/// header's.
struct Rules {
    /// A write may be what an earlier read reads.
    static constexpr bool has_revisits() { return true; }
    /// What a revisit takes away was added maximally.
    static constexpr bool requires_maximality() { return true; }
    /// A release sequence goes on through updates.
    static constexpr bool has_release_sequences() { return true; }
    /// An access happens after what a load has found out from whose value its address is computed.
    static constexpr bool has_dependencies() { return true; }
    /// Later accesses through other addresses do not.
    static constexpr bool orders_dependent_accesses_only() { return true; }
    /// The axioms of the memory model that are not kept by construction: seq_cst, the order of `tso` and
    /// `sc`.
    static constexpr bool requires_consistency() { return true; }
    /// A wait asks anew whether it blocks each time that it could, as its poll time may have come.
    static constexpr bool asks_anew_whether_to_wait() { return true; }
};

}  // namespace model::native

#endif
