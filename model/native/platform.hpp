// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The native machine as types.

#include "model/native/machine/machine.hpp"
#include "model/platform.hpp"

namespace model::native {

struct Engine {
    using Machine = native::Machine;
    using Location = native::Location;
    using LocalCell = native::LocalCell;
    using PlainData = native::PlainData;
    static Machine& machine() { return Machine::instance(); }
};

template <class T>
using Atomic = model::Atomic<Engine, T>;
using Platform = model::Platform<Engine>;

}  // namespace model::native
