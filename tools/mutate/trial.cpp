// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/mutate/trial.hpp"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fmt/core.h>
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <map>
#include <sstream>
#include <stdexcept>

#include "tools/mutate/all_mutants.hpp"
#include "tools/mutate/search.hpp"

namespace tools::mutate {
namespace {

/// A mutant may have more executions than the lock, but not without end.
std::uint64_t most_executions(const Search& search) {
    return 4 * search.executions + 300'000;
}
/// CPU time of all searches of a mutant. No mutant comes near to it. A mutant that exceeds it is undecided.
constexpr rlim_t most_seconds = 300;
/// Address space of a process. The engine's own is 4 GiB. A mutant that asks for more than 4 GiB on top of
/// it is refused.
constexpr rlim_t most_memory = rlim_t{8} << 30U;

// The messages of a child, a line each: "begin SEARCH", "kill SEARCH BY_WAIT HOW", "bounded SEARCH".
class Child {
  public:
    Child(const Mutant& mutant, const std::vector<Search>& searches, bool keep_going, int pipe)
        : mutant_(mutant), searches_(searches), keep_going_(keep_going), pipe_(pipe) {}

    void run() {
        const auto number = static_cast<unsigned>(&mutant_ - all_mutants().data());
        for (std::size_t i = 0; i < searches_.size(); ++i) {
            if (mutant_.kind == Mutant::Kind::code && !searches_[i].reached.test(number)) continue;
            say(fmt::format("begin {}\n", i));
            selection = {};
            if (mutant_.kind == Mutant::Kind::code) selection.mutant = number;
            if (shows(i) && !keep_going_) return;
        }
    }

  private:
    /// @return is it a kill after which no other kill needs to be looked for?
    bool shows(std::size_t i) {
        Request request = searches_[i].request;
        request.search.bounds.executions = most_executions(searches_[i]);
        if (mutant_.kind == Mutant::Kind::drop) request.setup.drop = {mutant_.site};
        if (mutant_.kind == Mutant::Kind::weaken) request.setup.weaken = {mutant_.site};
        std::optional<Difference> shown;
        try {
            const Shown by_mutant = shown_by(search(request));
            if (!by_mutant.exhausted) say(fmt::format("bounded {}\n", i));
            shown = difference(searches_[i].lock, by_mutant);
        } catch (const std::exception& error) {
            shown = Difference{false, fmt::format("the engine says: {}", error.what())};
        }
        if (!shown) return false;
        say(fmt::format("kill {} {} {}\n", i, shown->of_wait_only ? 1 : 0, shown->text));
        return !shown->of_wait_only;
    }

    void say(const std::string& line) const {
        if (write(pipe_, line.data(), line.size()) < 0) _exit(1);
    }

    const Mutant& mutant_;
    const std::vector<Search>& searches_;
    bool keep_going_;
    int pipe_;
};

std::string everything_in(int pipe) {
    std::string text;
    char buffer[4096];
    for (ssize_t size = 0; (size = read(pipe, buffer, sizeof buffer)) > 0;) text.append(buffer, size);
    return text;
}

/// Processes that run at the same time. The messages of a child fit into its pipe, and are read
/// after its end.
class Trials {
  public:
    Trials(const std::vector<Search>& searches, const TrialOptions& options)
        : searches_(searches), options_(options) {}

    void start(Trial& trial) {
        int ends[2];
        if (pipe(ends) != 0) throw std::runtime_error("no pipe");
        std::fflush(nullptr);
        const pid_t pid = fork();
        if (pid < 0) throw std::runtime_error("no process");
        if (pid == 0) {
            close(ends[0]);
            const rlimit limit{most_seconds, most_seconds + 1};
            setrlimit(RLIMIT_CPU, &limit);
            const rlimit memory{most_memory, most_memory};
            setrlimit(RLIMIT_AS, &memory);
            const rlimit no_core{0, 0};
            setrlimit(RLIMIT_CORE, &no_core);
            Child(*trial.mutant, searches_, options_.keep_going, ends[1]).run();
            _exit(0);
        }
        close(ends[1]);
        running_[pid] = {&trial, ends[0]};
    }

    std::size_t running() const { return running_.size(); }

    /// Waits until one process has ended. @pre one is running
    Trial& finish_one() {
        int status = 0;
        const pid_t pid = wait(&status);
        const auto entry = running_.find(pid);
        if (entry == running_.end()) throw std::runtime_error("lost a process");
        const Running ended = entry->second;
        running_.erase(entry);
        const std::string said = everything_in(ended.pipe);
        close(ended.pipe);
        read_into(*ended.trial, said, status);
        return *ended.trial;
    }

  private:
    struct Running {
        Trial* trial;
        int pipe;
    };

    std::string name_of(std::size_t i) const {
        return fmt::format("{} on {}", searches_[i].request.setup.scenario,
                           searches_[i].request.setup.revision);
    }

    Kill kill_by(std::size_t i, std::string how, bool by_wait_only) const {
        return {searches_[i].request.setup.scenario, std::string(name(searches_[i].request.setup.revision)),
                std::move(how), by_wait_only};
    }

    void read_into(Trial& trial, const std::string& said, int status) const {
        std::istringstream lines(said);
        std::string line;
        std::size_t last = 0;
        while (std::getline(lines, line)) {
            std::istringstream words(line);
            std::string what;
            words >> what >> last;
            if (what == "begin") trial.is_reached = true;
            if (what == "bounded" && trial.undecided_by.empty()) trial.undecided_by = name_of(last);
            if (what != "kill") continue;
            bool by_wait_only = false;
            words >> by_wait_only >> std::ws;
            std::string how;
            std::getline(words, how);
            trial.kills.push_back(kill_by(last, how, by_wait_only));
        }
        if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU) {
            trial.undecided_by = name_of(last);
        } else if (WIFSIGNALED(status)) {
            trial.kills.push_back(kill_by(last, "a crash", false));
        } else if (WEXITSTATUS(status) == exit_endless) {
            trial.kills.push_back(kill_by(last, "an execution that does not end", false));
        } else if (WEXITSTATUS(status) != 0) {
            throw std::runtime_error(fmt::format("{}: a process failed", trial.mutant->name));
        }
        if (!options_.keep_going) keep_the_best(trial.kills);
    }

    static void keep_the_best(std::vector<Kill>& kills) {
        const auto best = std::stable_partition(kills.begin(), kills.end(),
                                                [](const Kill& kill) { return !kill.by_wait_only; });
        (void)best;
        if (kills.size() > 1) kills.resize(1);
    }

    const std::vector<Search>& searches_;
    const TrialOptions& options_;
    std::map<pid_t, Running> running_;
};

}  // namespace

std::vector<Trial> run_trials(const std::vector<const Mutant*>& mutants, const std::vector<Search>& searches,
                              const TrialOptions& options, const std::function<void(const Trial&)>& done) {
    std::vector<Trial> results(mutants.size());
    std::vector<bool> is_finished(mutants.size());
    std::size_t told = 0;
    Trials trials(searches, options);
    const auto finish_one = [&] {
        is_finished[static_cast<std::size_t>(&trials.finish_one() - results.data())] = true;
        for (; told < results.size() && is_finished[told]; ++told) done(results[told]);
    };
    for (std::size_t i = 0; i < mutants.size(); ++i) {
        results[i].mutant = mutants[i];
        if (trials.running() >= options.jobs) finish_one();
        trials.start(results[i]);
    }
    while (trials.running() > 0) finish_one();
    return results;
}

}  // namespace tools::mutate
