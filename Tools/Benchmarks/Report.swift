/// What was measured, as a table that can be read: ratios first, seconds for scale.
struct Report {
    enum Size { case ordinary, large }

    let records: Int
    let large: Int
    var csvBytes = 0
    private var ordinary: [[Step: Measure]] = []
    private var largeRun: [Step: Measure] = [:]

    init(records: Int, large: Int) {
        self.records = records
        self.large = large
    }

    mutating func add(_ measures: [Step: Measure], of size: Size) {
        switch size {
        case .ordinary: ordinary.append(measures)
        case .large: largeRun = measures
        }
    }

    var table: String {
        var lines = ["", "Ratios of \(ordinary.count) runs on \(records) contracts of 12 fields:"]
        lines += [
            ratio("first push / plain upsert", .firstPush, .plainUpsert),
            ratio("first pull / plain upsert", .firstPull, .plainUpsert),
            ratio("edits synced / plain upsert of all", .syncEdits, .plainUpsert),
            ratio("conflicts synced / plain upsert of all", .conflicts, .plainUpsert),
            ratio("one local edit / one plain update", .edits, .plainEdits),
            ratio("sync with nothing to say / plain upsert of all", .noop, .plainUpsert),
            bytes("first push, sent / gzip'd CSV", .firstPush, \.sentBytes),
            bytes("first pull, received / gzip'd CSV", .firstPull, \.receivedBytes),
        ]
        if let last = ordinary.last {
            let edits = last[.syncEdits]!.sync
            lines.append(
                "  the edits: \(edits.sentBytes) bytes sent, \(edits.receivedBytes) received")
            lines.append("  conflicts shown at both offices: \(last[.conflicts]!.conflicts)")
        }
        if !largeRun.isEmpty {
            lines += ["", "The same on \(large) contracts / on \(records):"]
            lines += [Step.edits, .syncEdits, .noop, .conflicts].map(growth)
        }
        lines += ["", "Where the time of a sync goes, in seconds (medians):"]
        lines += [Step.firstPush, .firstPull, .syncEdits, .conflicts].map(phases)
        lines += ["", "Seconds (median) and peak memory (greatest):"]
        lines += Step.allCases.map(scale)
        return lines.joined(separator: "\n")
    }

    private func ratio(_ title: String, _ step: Step, _ base: Step) -> String {
        let ratios = ordinary.map { $0[step]!.seconds / $0[base]!.seconds }
        return row(title, spread(ratios))
    }

    private func bytes(_ title: String, _ step: Step, _ of: KeyPath<SyncCost, Int>) -> String {
        row(
            title,
            spread(ordinary.map { Double($0[step]!.sync[keyPath: of]) / Double(csvBytes) }))
    }

    private func growth(_ step: Step) -> String {
        let base = median(ordinary.map { $0[step]!.seconds })
        return row(step.title, fixed(largeRun[step]!.seconds / base, 2))
    }

    private func phases(_ step: Step) -> String {
        func seconds(_ phase: KeyPath<SyncCost, Double>) -> String {
            fixed(median(ordinary.map { $0[step]!.sync[keyPath: phase] }), 3)
        }
        return row(
            step.title,
            "office out \(seconds(\.officeOut)), wire \(seconds(\.wire)), hub \(seconds(\.hub)), "
                + "office in \(seconds(\.officeIn))")
    }

    private func scale(_ step: Step) -> String {
        let seconds = median(ordinary.map { $0[step]!.seconds })
        let peak = ordinary.map { $0[step]!.peakBytes }.max()!
        var text = "\(fixed(seconds, 3)) s, \(peak >> 20) MiB"
        if let large = largeRun[step] {
            text +=
                "   (\(fixed(large.seconds, 3)) s, \(large.peakBytes >> 20) MiB on \(self.large))"
        }
        return row(step.title, text)
    }

    private func row(_ title: String, _ text: String) -> String {
        "  " + title + String(repeating: " ", count: max(1, 50 - title.count)) + text
    }

    private func spread(_ ratios: [Double]) -> String {
        "\(fixed(median(ratios), 2))  (\(fixed(ratios.min()!, 2)) to \(fixed(ratios.max()!, 2)))"
    }

    private func median(_ numbers: [Double]) -> Double {
        let sorted = numbers.sorted()
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2)
            ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }

    private func fixed(_ number: Double, _ digits: Int) -> String {
        let scale = (0..<digits).reduce(1.0) { power, _ in power * 10 }
        let scaled = Int((number * scale).rounded())
        let fraction = String(scaled % Int(scale))
        let padding = String(repeating: "0", count: digits - fraction.count)
        return "\(scaled / Int(scale)).\(padding)\(fraction)"
    }
}
