// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/checker/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <fmt/core.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "model/search_budget.hpp"
#include "tools/checker/watchdog.hpp"

namespace tools {
namespace {

/// The memory that the processes share.
struct Common {
    /// Parts with this number or a larger one belong to a process by their number.
    static constexpr std::size_t claimable = std::size_t{1} << 24U;

    std::atomic<bool> stop;
    std::array<std::atomic<std::uint64_t>, most_jobs> executions;
    // The estimate of the number of executions. It is the same in all processes.
    std::atomic<double> expected;
    std::atomic<double> expected_low;
    std::atomic<double> expected_high;
    std::array<std::atomic<bool>, claimable> claimed;
};

class CommonMemory {
  public:
    CommonMemory() {
        void* const memory = mmap(nullptr, sizeof(Common), PROT_READ | PROT_WRITE,
                                  MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (memory == MAP_FAILED) throw RequestError("no memory to share between processes");
        common_ = static_cast<Common*>(memory);  // all bytes are zero: no need to touch 16 MiB
    }
    ~CommonMemory() { munmap(common_, sizeof(Common)); }
    CommonMemory(const CommonMemory&) = delete;
    CommonMemory& operator=(const CommonMemory&) = delete;

    Common& operator*() const { return *common_; }

  private:
    Common* common_;
};

class ClaimedShare final : public model::Share {
  public:
    ClaimedShare(Common& common, unsigned job, unsigned jobs) : common_(common), job_(job), jobs_(jobs) {}

    bool claim(std::uint64_t part) override {
        if (part >= Common::claimable) return part % jobs_ == job_;
        std::atomic<bool>& claimed = common_.claimed[part];
        return !claimed.load(std::memory_order_relaxed) && !claimed.exchange(true, std::memory_order_relaxed);
    }

  private:
    Common& common_;
    unsigned job_;
    unsigned jobs_;
};

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};

/// A process, and the file into which it writes its report.
struct Job {
    pid_t pid = 0;
    std::unique_ptr<std::FILE, CloseFile> file;
    bool ended = false;
};

/// Returns what a process writes: its report, or what went wrong.
std::string answer_of(const Request& request, Common& common, unsigned job, const RunPart& run_part) {
    try {
        ClaimedShare share(common, job, request.search.jobs);
        Request own = request;
        // The other bounds hold for all processes together.
        own.search.bounds = {.switches = request.search.bounds.switches};
        const auto progress = [&](const model::Progress& progress) {
            common.executions[job].store(progress.executions, std::memory_order_relaxed);
            common.expected = progress.expected;
            common.expected_low = progress.expected_low;
            common.expected_high = progress.expected_high;
            return !common.stop.load(std::memory_order_relaxed);
        };
        return nlohmann::json{{"report", run_part(own, progress, share)}}.dump();
    } catch (const ProgramVaries& varies) {
        return nlohmann::json{{"varies", varies.what()}}.dump();
    } catch (const std::exception& error) {
        return nlohmann::json{{"error", error.what()}}.dump();
    }
}

Job start(const Request& request, Common& common, unsigned number, const RunPart& run_part) {
    Job job;
    job.file.reset(std::tmpfile());
    if (!job.file) throw RequestError(fmt::format("no temporary file: {}", std::strerror(errno)));
    const pid_t engine = getpid();
    job.pid = fork();
    if (job.pid < 0) throw RequestError(fmt::format("cannot fork: {}", std::strerror(errno)));
    if (job.pid != 0) return job;
    die_with_parent(engine);
    start_watchdog_again();
    const std::string answer = answer_of(request, common, number, run_part);
    const bool written = std::fwrite(answer.data(), 1, answer.size(), job.file.get()) == answer.size() &&
                         std::fflush(job.file.get()) == 0;
    std::_Exit(written ? 0 : 1);
}

Report read_report(Job& job) {
    std::string text;
    std::rewind(job.file.get());
    std::array<char, 65536> buffer{};
    while (const std::size_t count = std::fread(buffer.data(), 1, buffer.size(), job.file.get())) {
        text.append(buffer.data(), count);
    }
    const nlohmann::json answer = nlohmann::json::parse(text);
    if (answer.contains("varies")) throw ProgramVaries(answer.at("varies").get<std::string>());
    if (answer.contains("error")) throw RequestError(answer.at("error").get<std::string>());
    return answer.at("report").get<Report>();
}

/// Owns the processes. No process is left behind, whatever happens.
class Jobs {
  public:
    Jobs() = default;
    ~Jobs() {
        for (Job& job : jobs) {
            if (job.ended) continue;
            kill(job.pid, SIGKILL);
            waitpid(job.pid, nullptr, 0);
        }
    }
    Jobs(const Jobs&) = delete;
    Jobs& operator=(const Jobs&) = delete;

    /// Records which processes have ended. @return have all of them ended?
    bool all_ended() {
        bool all = true;
        for (Job& job : jobs) {
            if (job.ended) continue;
            int status = 0;
            if (waitpid(job.pid, &status, WNOHANG) != job.pid) {
                all = false;
                continue;
            }
            job.ended = true;
            if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
                throw RequestError("a process of the search died");
            }
        }
        return all;
    }

    std::vector<Job> jobs;
};

/// Adds `part` to `whole`. Among elements with the same key it keeps the shortest. The result is
/// sorted by key.
template <class T, class Key, class Length>
void keep_shortest(std::vector<T>& whole, const std::vector<T>& part, Key key, Length length) {
    for (const T& one : part) {
        const auto same =
            std::find_if(whole.begin(), whole.end(), [&](const T& other) { return key(other) == key(one); });
        if (same == whole.end()) {
            whole.push_back(one);
        } else if (length(one) < length(*same)) {
            *same = one;
        }
    }
    std::sort(whole.begin(), whole.end(), [&](const T& a, const T& b) { return key(a) < key(b); });
}

}  // namespace

void add_up(Report& whole, const Report& part) {
    whole.executions += part.executions;
    whole.complete += part.complete;
    whole.discarded += part.discarded;
    whole.exhausted = whole.exhausted && part.exhausted;
    if (part.end != End::by_itself) whole.end = part.end;
    for (std::size_t i = 0; i < whole.classes.size(); ++i) whole.classes[i] += part.classes[i];
    for (std::size_t i = 0; i < whole.failures.size(); ++i) whole.failures[i] += part.failures[i];
    whole.worst_wait = std::max(whole.worst_wait, part.worst_wait);
    if (whole.coverage && part.coverage) whole.coverage->add(*part.coverage);
    if (whole.plain_races && part.plain_races) {
        for (const auto& [race, count] : *part.plain_races) (*whole.plain_races)[race] += count;
    }
    if (whole.reached && part.reached) whole.reached->add(*part.reached);
    for (const auto& [outcome, count] : part.outcomes) whole.outcomes[outcome] += count;
    keep_shortest(
        whole.traces, part.traces, [](const Trace& trace) { return trace.what; },
        [](const Trace& trace) { return trace.length; });
    keep_shortest(
        whole.symptoms, part.symptoms, [](const Symptom& symptom) { return symptom.key(); },
        [](const Symptom& symptom) { return symptom.trace.length; });
}

Report run_in_parallel(const Request& request, const ProgressCallback& progress, const RunPart& run_part) {
    if (request.search.jobs > most_jobs) throw RequestError(fmt::format("at most {} jobs", most_jobs));
    const CommonMemory memory;
    Common& common = *memory;
    const model::SearchLimits limits{.executions = request.search.bounds.executions.value_or(0),
                                     .seconds = request.search.bounds.seconds.value_or(0)};
    model::SearchBudget budget(limits, progress, 1);
    Jobs jobs;
    for (unsigned number = 0; number < request.search.jobs; ++number) {
        jobs.jobs.push_back(start(request, common, number, run_part));
    }

    std::optional<model::SearchEnd> end;
    constexpr auto nap = std::chrono::milliseconds(2);
    while (!jobs.all_ended()) {
        std::this_thread::sleep_for(nap);
        if (end) continue;
        model::Progress all{0, 0, common.expected, common.expected_low, common.expected_high};
        for (const auto& count : common.executions) all.executions += count.load(std::memory_order_relaxed);
        end = budget.exceeded_by(all.executions) ? model::SearchEnd::executions : budget.spent(all);
        if (end) common.stop = true;
    }

    Report whole = read_report(jobs.jobs.front());
    for (std::size_t number = 1; number < jobs.jobs.size(); ++number) {
        add_up(whole, read_report(jobs.jobs[number]));
    }
    whole.request = request;
    whole.seconds = budget.seconds();
    // The processes may have ended before the loop above counted all their executions.
    if (budget.exceeded_by(whole.executions)) {
        whole.exhausted = false;
        end = model::SearchEnd::executions;
    }
    if (!whole.exhausted && end) whole.end = end_of({.end = *end}, model::FullSearch{});
    return whole;
}

}  // namespace tools
