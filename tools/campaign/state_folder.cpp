// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/campaign/state_folder.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "tools/campaign/durable_file.hpp"
#include "tools/campaign/result_file.hpp"
#include "tools/cli/error_line.hpp"
#include "tools/cli/not_done.hpp"
#include "tools/cli/usage_error.hpp"

namespace tools {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::milliseconds looked_every{500};

fs::path made(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) throw_for(error.value(), fmt::format("--state: cannot make '{}'", folder.string()));
    return folder;
}

}  // namespace

class StateFolder::Store final : public SearchStore {
  public:
    Store(StateFolder& folder, Request search, std::string build)
        : folder_(folder),
          search_(std::move(search)),
          build_(std::move(build)),
          name_(search_name(search_, build_)) {}

    void load(const std::function<void(const model::Unit&, Report)>& add) override {
        folder_.look();
        const auto unread = folder_.unread_.extract(name_);
        if (unread.empty()) return;
        for (const std::string& name : unread.mapped()) {
            if (std::optional<UnitFile> file = read(name)) add(file->unit, std::move(file->report));
        }
    }

    bool reserve(const model::Unit& unit) override {
        return folder_.reservations_.reserve(unit_name(name_, unit));
    }
    void touch(const model::Unit& unit) override { folder_.reservations_.touch(unit_name(name_, unit)); }
    void release(const model::Unit& unit) override { folder_.reservations_.release(unit_name(name_, unit)); }

    bool save(const model::Unit& unit, const Report& report) override {
        const std::string name = unit_name(name_, unit);
        const bool is_first =
            write_new(folder_.done_ / name, unit_file_text({build_, search_, unit, report}), Lasting::yes);
        if (is_first) folder_.seen_.insert(name);
        folder_.reservations_.release(name);
        return is_first;
    }

  private:
    /// A file that is damaged is put aside, and its unit is explored again.
    std::optional<UnitFile> read(const std::string& name) const {
        const fs::path path = folder_.done_ / name;
        const std::optional<std::string> text = read_if_there(path);
        if (!text) return std::nullopt;
        std::optional<UnitFile> file = read_unit_file(*text);
        const bool is_right = file && file->build == build_ && unit_name(name_, file->unit) == name &&
                              search_name(file->search, build_) == name_;
        if (is_right) return file;
        fs::path aside = path.parent_path() / ("damaged-" + name);
        fs::rename(path, aside);
        folder_.seen_.erase(name);
        print_error("rqcheck", fmt::format("{} is damaged: its unit is explored again", aside.string()));
        return std::nullopt;
    }

    StateFolder& folder_;
    Request search_;
    std::string build_;
    std::string name_;
};

StateFolder::StateFolder(const fs::path& folder, const CampaignFile& campaign)
    : done_(made(folder) / "done"), reservations_(folder / "reservations") {
    begin_campaign(folder, campaign);
    made(done_);
    made(folder / "reservations");
    for (const fs::path& one : {folder, done_, folder / "reservations"}) remove_unfinished(one);
    look();
}

std::unique_ptr<SearchStore> StateFolder::store_for(const Request& search, const std::string& build) {
    return std::make_unique<Store>(*this, search, build);
}

std::size_t StateFolder::others() {
    look();
    return reservations_.others();
}

void StateFolder::look() {
    const Clock::time_point now = Clock::now();
    if (now - looked_ < looked_every) return;
    looked_ = now;
    std::error_code error;
    constexpr std::size_t search_digits = 16;
    for (const fs::directory_entry& entry : fs::directory_iterator(done_, error)) {
        std::string name = entry.path().filename().string();
        if (name.size() <= search_digits || name[search_digits] != '-' || name.starts_with('.')) continue;
        if (seen_.insert(name).second) unread_[name.substr(0, search_digits)].push_back(std::move(name));
    }
    if (error) throw NotDone(fmt::format("cannot read '{}': {}", done_.string(), error.message()));
    reservations_.look([this](const std::string& name) { return seen_.contains(name); });
}

}  // namespace tools
