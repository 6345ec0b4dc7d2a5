#include <nlohmann/json.hpp>
#include <ostream>

#include "report.hpp"

namespace cce::bench {
namespace {

using Json = nlohmann::ordered_json;

Json row_json(const Circumstances& c, const std::vector<Measured>& rows, const Measured& m) {
  Json row{{"id", m.row.id},
           {"family", m.row.family},
           {"title", m.row.title},
           {"bytes", m.row.bytes},
           {"threads", m.row.threads}};
  if (!m.error.empty()) row["error"] = m.error;
  row["results"] = Json::object();
  row["ratios"] = Json::object();
  for (size_t i = 0; i < c.peers.size(); ++i) {
    if (!m.has_figures(i)) continue;
    const Cell &cell = m.cells[i], &own = m.cells[0];
    row["results"][c.peers[i]->name()] = {
        {"best_ns", cell.best()}, {"median_ns", cell.median()}, {"rounds_ns", cell.ns}};
    if (const auto times = speedup(rows, m, i, &Cell::best))
      row["speedup_by_threads"][c.peers[i]->name()] = {{"best", *times},
                                                       {"median", speedup(rows, m, i, &Cell::median).value()}};
    if (i != 0 && m.has_figures(0))
      row["ratios"][c.peers[i]->name()] = {{"best", cell.best() / own.best()},
                                           {"median", cell.median() / own.median()}};
  }
  return row;
}

// Starts of a process: nanoseconds and kilobytes, as the programs told them.
Json starts_json(const std::vector<Started>& started) {
  Json starts = Json::object();
  for (const Started& s : started) {
    starts[s.name] = s.error.empty() ? Json{{"best_ns", best_of(s.ns)},
                                            {"median_ns", median_of(s.ns)},
                                            {"peak_memory_kb", median_of(s.memory)},
                                            {"starts_ns", s.ns}}
                                     : Json{{"error", s.error}};
  }
  return starts;
}

}  // namespace

void write_json(std::ostream& out, const Circumstances& c, const Results& results) {
  Json document;
  document["cce"] = {{"version", c.module.version},
                     {"state", cce_state_name(c.module.state)},
                     {"validated", false},
                     {"implementations", c.module.implementations},
                     {"cpu_features", c.module.cpu_features}};
  document["machine"] = {{"cpu_model", c.cpu_model}, {"cpu", c.pinned.cpu}, {"pinned", c.pinned.failed.empty()}};
  if (c.pinned.second) document["machine"]["second_cpu"] = *c.pinned.second;
  document["measurement"] = {{"rounds", results.rounds},
                             {"clock", "thread processor time; with two threads, time on the wall"},
                             {"seconds", c.seconds}};
  document["peers"] = Json::array();
  for (size_t i = 1; i < c.peers.size(); ++i)
    document["peers"].push_back({{"name", c.peers[i]->name()}, {"version", c.peers[i]->version()}});
  for (const auto& peer : c.peers) document["library_bytes"][peer->name()] = installed_size(*peer);
  document["left_out"] = Json::array();
  for (const Absent& absent : c.absent)
    document["left_out"].push_back({{"name", absent.name}, {"reason", absent.reason}});
  document["rows"] = Json::array();
  for (const Measured& m : results.rows) document["rows"].push_back(row_json(c, results.rows, m));
  document["power_up"] = starts_json(results.started);
  // Text from outside, such as a processor's name, need not be UTF-8.
  out << document.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
}

}  // namespace cce::bench
