// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/variant/made_before.hpp"

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>
#include <map>
#include <system_error>

#include "tools/cli/not_done.hpp"
#include "tools/cli/stop_signal.hpp"

namespace tools {

namespace fs = std::filesystem;

Turn::Turn(const fs::path& folder)
    : file_(open((folder / "turn").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666)) {
    if (file_.get() < 0) throw_for(errno, "cannot write to " + folder.string());
    while (flock(file_.get(), LOCK_EX) != 0) {
        if (errno != EINTR || stop_requested()) throw NotDone("stopped while it waited for another build");
    }
}

void remove_oldest(const fs::path& folder, std::size_t most) {
    std::multimap<fs::file_time_type, fs::path> by_age;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
        by_age.emplace(entry.last_write_time(), entry.path());
    }
    for (auto oldest = by_age.begin(); by_age.size() > most; oldest = by_age.erase(oldest)) {
        std::error_code ignored;
        fs::remove_all(oldest->second, ignored);
    }
}

}  // namespace tools
