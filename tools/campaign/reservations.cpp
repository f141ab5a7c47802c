// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/campaign/reservations.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <cstdlib>
#include <optional>
#include <utility>

#include "tools/campaign/durable_file.hpp"

namespace tools {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds renewed_every{5};
constexpr std::chrono::seconds looked_at_every{10};

/// The time of the last change, by the clock of the folder's file system; nullopt: there is no such file.
std::optional<timespec> changed(const fs::path& path) {
    struct stat status {};
    if (stat(path.c_str(), &status) != 0) return std::nullopt;
    return status.st_mtim;
}

}  // namespace

Reservations::Reservations(fs::path folder) : folder_(std::move(folder)) {}

Reservations::~Reservations() {
    while (!own_.empty()) release(own_.begin()->first);
}

bool Reservations::reserve(const std::string& name) {
    // A thousand processes do not ask for the same unit again and again.
    const auto foreign = foreign_.find(name);
    if (foreign != foreign_.end() && Clock::now() < foreign->second) return false;
    const fs::path path = folder_ / name;
    if (!write_new(path, writer_name(), Lasting::no)) {
        if (!is_stale(path)) {
            foreign_[name] = Clock::now() + looked_at_every;
            return false;
        }
        replace(path, writer_name(), Lasting::no);
        // Of two processes that take over the same reservation, the second one has it.
        if (read_if_there(path) != writer_name()) return false;
    }
    foreign_.erase(name);
    own_[name] = Clock::now();
    return true;
}

/// Has the process that made this reservation ended?
bool Reservations::is_stale(const fs::path& reservation) {
    const std::optional<std::string> writer = read_if_there(reservation);
    if (!writer) return true;
    if (*writer == writer_name()) return true;  // one that was taken over from this process and given back
    if (has_ended(*writer)) return true;
    const std::optional<timespec> renewed = changed(reservation);
    if (!renewed) return true;
    // A time in the future is that of a clock which was set back.
    return std::abs(present() - renewed->tv_sec) > lifetime.count();
}

/// The time by the clock of the folder's file system: a file that is made now has it.
std::int64_t Reservations::present() {
    const Clock::time_point now = Clock::now();
    if (present_at_ != Clock::time_point{} && now - present_at_ < renewed_every) {
        return present_ + std::chrono::duration_cast<std::chrono::seconds>(now - present_at_).count();
    }
    const fs::path file = folder_ / ("." + writer_name());
    replace(file, "", Lasting::no);
    if (const std::optional<timespec> time = changed(file)) {
        present_ = time->tv_sec;
        present_at_ = now;
    }
    std::error_code ignored;
    fs::remove(file, ignored);
    return present_;
}

void Reservations::touch(const std::string& name) {
    const auto own = own_.find(name);
    if (own == own_.end() || Clock::now() - own->second < renewed_every) return;
    own->second = Clock::now();
    utimensat(AT_FDCWD, (folder_ / name).c_str(), nullptr, 0);
}

void Reservations::release(const std::string& name) {
    if (own_.erase(name) == 0) return;
    std::error_code ignored;
    fs::remove(folder_ / name, ignored);
}

void Reservations::look(const std::function<bool(const std::string& name)>& is_done) {
    std::map<std::string, Clock::time_point> foreign;
    std::error_code ignored;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder_, ignored)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with('.') || own_.contains(name)) continue;
        if (is_done(name)) {
            fs::remove(entry.path(), ignored);
            continue;
        }
        const auto known = foreign_.find(name);
        foreign[name] = known == foreign_.end() ? Clock::time_point{} : known->second;
    }
    foreign_ = std::move(foreign);
}

}  // namespace tools
