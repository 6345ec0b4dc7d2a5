#include <nlohmann/json.hpp>
#include <ostream>

#include "report.hpp"

namespace cce::bench {
namespace {

using Json = nlohmann::ordered_json;

Json row_json(const Circumstances& c, const std::vector<Measured>& rows, const Measured& m) {
  Json row{{"id", m.row.id}, {"title", m.row.title}, {"bytes", m.row.bytes}, {"threads", m.row.threads}};
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
    if (i != 0)
      row["ratios"][c.peers[i]->name()] = {{"best", cell.best() / own.best()},
                                           {"median", cell.median() / own.median()}};
  }
  return row;
}

}  // namespace

void write_json(std::ostream& out, const Circumstances& c, const std::vector<Measured>& rows, int rounds) {
  Json document;
  document["cce"] = {{"version", c.module.version},
                     {"state", cce_state_name(c.module.state)},
                     {"validated", false},
                     {"implementations", c.module.implementations},
                     {"cpu_features", c.module.cpu_features}};
  document["machine"] = {{"cpu_model", c.cpu_model}, {"cpu", c.pinned.cpu}, {"pinned", c.pinned.failed.empty()}};
  if (c.pinned.second) document["machine"]["second_cpu"] = *c.pinned.second;
  document["measurement"] = {{"rounds", rounds},
                             {"clock", "thread processor time; with two threads, time on the wall"},
                             {"seconds", c.seconds}};
  document["peers"] = Json::array();
  for (size_t i = 1; i < c.peers.size(); ++i)
    document["peers"].push_back({{"name", c.peers[i]->name()}, {"version", c.peers[i]->version()}});
  document["left_out"] = Json::array();
  for (const Absent& absent : c.absent)
    document["left_out"].push_back({{"name", absent.name}, {"reason", absent.reason}});
  document["rows"] = Json::array();
  for (const Measured& m : rows) document["rows"].push_back(row_json(c, rows, m));
  // Text from outside, such as a processor's name, need not be UTF-8.
  out << document.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
}

}  // namespace cce::bench
