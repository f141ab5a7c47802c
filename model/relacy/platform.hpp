// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The Relacy machine as types.

#include "model/platform.hpp"
#include "model/relacy/machine.hpp"

namespace model::relacy {

struct Engine {
    using Machine = relacy::Machine;
    using Location = relacy::Location;
    using LocalCell = relacy::LocalCell;
    using PlainData = relacy::PlainData;
    static Machine& machine() { return Machine::instance(); }
};

template <class T>
using Atomic = model::Atomic<Engine, T>;
using Platform = model::Platform<Engine>;

}  // namespace model::relacy
