// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The one way in which work is done elsewhere: a number of workers take requests from a source. A worker
/// that dies or hangs takes nothing with it: its request is given out again.

#include <cstddef>
#include <functional>
#include <list>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tools/client/worker.hpp"

namespace tools {

/// A request, and the engine that it is for.
struct Task {
    Engine engine = Engine::native;
    EngineExecutable program;
    Request request;
    std::size_t number = 0;  ///< the source's own name for it
};

/// Has the tasks, and gets the answers. All calls come from `Pool::run`, in one thread.
class WorkSource {
  public:
    /// The next task; nullopt: there is none at the moment.
    virtual std::optional<Task> next() = 0;
    virtual void answered(const Task& task, Answer answer) = 0;
    virtual void progressed(const Task& /*task*/, const Progress& /*progress*/) {}
    /// Called several times per second.
    virtual void moment_passed() {}
    /// Can there be a task later on, although no worker is busy?
    virtual bool may_have_more() { return false; }
    /// Is it time to end, with what is there?
    virtual bool is_over() = 0;

  protected:
    ~WorkSource() = default;
};

class Pool {
  public:
    /// The number of workers to which a request is given before the death of workers is an answer.
    static constexpr unsigned most_attempts = 3;
    /// An engine that has never answered, and that so many requests were lost with, gets each further request
    /// once.
    static constexpr unsigned most_hopes = 3;

    /// @param jobs the number of workers that are busy at the same time
    explicit Pool(unsigned jobs) : jobs_(jobs) {}

    /// Hands out tasks until there are none. When it is time to end, the workers are told to answer with what
    /// they have.
    /// @throw any exception that the source throws
    void run(WorkSource& source);

    /// The workers that were lost, and whose requests other workers have made. Each is told once.
    std::vector<std::string> take_losses() { return std::exchange(losses_, {}); }

  private:
    struct Job {
        std::list<Worker>::iterator worker;
        Task task;
        unsigned silent_moments = 0;
        std::vector<std::string> losses;  ///< what happened to the workers that had it before
    };

    /// What became of the requests to an engine.
    struct Record {
        EngineExecutable program;
        bool has_answered = false;
        unsigned lost = 0;  ///< requests
    };

    std::list<Worker>::iterator idle_worker(const Task& task);
    Record& record_of(const EngineExecutable& program);
    void give(Job job, WorkSource& source);
    void hand_out(WorkSource& source);
    void listen(WorkSource& source);
    void settle(std::list<Job>::iterator job, Answer answer, WorkSource& source);
    std::optional<std::string> silence(const Job& job) const;
    void interrupt_all();

    unsigned jobs_;
    std::list<Worker> workers_;
    std::list<Record> records_;
    std::list<Job> busy_;
    std::list<Job> again_;  ///< those of lost workers
    bool is_ending_ = false;
    std::vector<std::string> losses_;
};

}  // namespace tools
