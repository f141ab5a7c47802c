// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Translates the memory model of a request into that of the machine.

#include "model/configuration.hpp"
#include "tools/protocol/request.hpp"

namespace tools {

constexpr model::MemoryModel of_model(MemoryModel model) {
    switch (model) {
        case MemoryModel::rc11:
            return model::MemoryModel::rc11;
        case MemoryModel::tso:
            return model::MemoryModel::tso;
        case MemoryModel::sc:
            break;
    }
    return model::MemoryModel::sc;
}

}  // namespace tools
