// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/client/pool.hpp"

#include <fmt/format.h>
#include <poll.h>

#include <algorithm>
#include <utility>

#include "tools/client/engine_error.hpp"

namespace tools {
namespace {

constexpr int moment = 100;  // ms
constexpr unsigned moments_per_second = 10;

/// A worker reports its progress several times per second. One that is silent for this long hangs.
constexpr unsigned longest_silence = 60;  // s
/// One that should have ended hangs sooner.
constexpr unsigned grace = 10;  // s

/// Idle workers are kept, as many as this for each job, because a worker of another lock may take a while to
/// start.
constexpr unsigned kept_per_job = 4;

bool is_same(const EngineExecutable& a, const EngineExecutable& b) {
    return a.own == b.own && a.executable == b.executable && a.arguments == b.arguments;
}

}  // namespace

void Pool::run(WorkSource& source) {
    is_ending_ = false;
    while (true) {
        source.moment_passed();
        if (!is_ending_ && source.is_over()) {
            is_ending_ = true;
            for (const Job& job : std::exchange(again_, {})) source.answered(job.task, Answer{});
            interrupt_all();
        }
        if (!is_ending_) hand_out(source);
        if (busy_.empty() && (is_ending_ || !source.may_have_more())) break;
        listen(source);
    }
    // Workers that were interrupted end.
    if (is_ending_) workers_.clear();
}

void Pool::hand_out(WorkSource& source) {
    while (busy_.size() < jobs_) {
        if (!again_.empty()) {
            Job again = std::move(again_.front());
            again_.pop_front();
            give(std::move(again), source);
            continue;
        }
        std::optional<Task> task = source.next();
        if (!task) return;
        give({.worker = {}, .task = std::move(*task), .losses = {}}, source);
    }
}

void Pool::give(Job job, WorkSource& source) {
    try {
        job.worker = idle_worker(job.task);
        job.silent_moments = 0;
        job.worker->send(job.task.request);
        busy_.push_back(std::move(job));
    } catch (const EngineError& error) {
        source.answered(job.task, {Answer::Kind::not_done, {}, error.what(), error.what()});
    }
}

/// A worker with this engine. If too many of other engines are idle, the one that was started first ends.
std::list<Worker>::iterator Pool::idle_worker(const Task& task) {
    std::erase_if(workers_, [](const Worker& worker) { return worker.is_gone(); });
    for (auto worker = workers_.begin(); worker != workers_.end(); ++worker) {
        if (!worker->is_busy() && is_same(worker->program(), task.program)) return worker;
    }
    if (workers_.size() >= std::size_t{jobs_} * kept_per_job) {
        const auto idle = std::find_if(workers_.begin(), workers_.end(),
                                       [](const Worker& worker) { return !worker.is_busy(); });
        if (idle != workers_.end()) workers_.erase(idle);
    }
    return workers_.emplace(workers_.end(), task.engine, task.program);
}

Pool::Record& Pool::record_of(const EngineExecutable& program) {
    const auto found = std::find_if(records_.begin(), records_.end(),
                                    [&](const Record& record) { return is_same(record.program, program); });
    if (found != records_.end()) return *found;
    return records_.emplace_back(Record{.program = program});
}

/// Waits a moment, and takes the answers.
void Pool::listen(WorkSource& source) {
    std::vector<pollfd> polled;
    for (const Job& job : busy_) polled.push_back({job.worker->descriptor(), POLLIN, 0});
    const int ready = poll(polled.data(), polled.size(), moment);
    std::size_t i = 0;
    for (auto job = busy_.begin(); job != busy_.end(); ++i) {
        const auto current = job++;
        std::optional<Answer> answer;
        if (ready > 0 && polled[i].revents != 0) {
            current->silent_moments = 0;
            answer = current->worker->read(
                [&](const Progress& progress) { source.progressed(current->task, progress); });
        } else if (ready == 0) {
            ++current->silent_moments;
            if (const auto silent = silence(*current)) answer = current->worker->give_up(*silent);
        }
        if (answer) settle(current, std::move(*answer), source);
    }
}

/// Says for how long the worker has been silent, if that is too long. A moment in which this process itself
/// was stopped does not count.
std::optional<std::string> Pool::silence(const Job& job) const {
    const unsigned seconds = job.silent_moments / moments_per_second;
    const std::optional<double>& limit = job.task.request.search.bounds.seconds;
    const bool should_have_ended = is_ending_ || (limit && seconds > *limit);
    if (seconds < (should_have_ended ? grace : longest_silence)) return std::nullopt;
    return fmt::format("does not answer for {} s", seconds);
}

void Pool::settle(std::list<Job>::iterator job, Answer answer, WorkSource& source) {
    Job done = std::move(*job);
    busy_.erase(job);
    Record& record = record_of(done.task.program);
    if (is_death(answer) && is_ending_) answer = {};  // like a worker that ended without an answer
    // Memory that ran out may be there a moment later.
    if (is_death(answer)) {
        const bool is_hopeless = !record.has_answered && record.lost >= most_hopes;
        const std::size_t attempts = done.losses.size() + 1;
        if (attempts < most_attempts && !is_hopeless) {
            done.losses.push_back(answer.text);
            again_.push_back(std::move(done));
            return;
        }
        ++record.lost;
        if (attempts > 1) {
            answer.text += fmt::format(", {} times", attempts);
            answer.reason += fmt::format(", {} times", attempts);
        }
    } else {
        record.has_answered = true;
        losses_.insert(losses_.end(), done.losses.begin(), done.losses.end());
    }
    source.answered(done.task, std::move(answer));
}

void Pool::interrupt_all() {
    for (Job& job : busy_) {
        job.silent_moments = 0;
        job.worker->interrupt();
    }
}

}  // namespace tools
