import Charter
import Foundation
import Simulation
import SyncCore
import Testing

@Suite("How long an item is kept")
struct RetentionDatesTests {
    private func lastDay(
        _ count: Int, _ unit: Retention.Unit, after event: Retention.Event = .created,
        of text: String
    ) -> String? {
        let day = CivilDate(text)
        let events = RetentionEvents(lastContact: nil, created: day, dates: [:])
        return Retention(count, unit, after: event).lastDay(after: events)?.description
    }

    @Test("A period ends on the same date, or on the month's last day")
    func ends() {
        #expect(lastDay(2, .years, of: "2026-03-02") == "2028-03-02")
        #expect(lastDay(1, .years, of: "2024-02-29") == "2025-02-28")
        #expect(lastDay(4, .years, of: "2024-02-29") == "2028-02-29")
        #expect(lastDay(1, .months, of: "2026-01-31") == "2026-02-28")
        #expect(lastDay(1, .months, of: "2028-01-31") == "2028-02-29")
        #expect(lastDay(13, .months, of: "2026-12-31") == "2028-01-31")
        #expect(lastDay(1, .days, of: "2028-02-28") == "2028-02-29")
        #expect(lastDay(30, .days, of: "2026-12-31") == "2027-01-30")
        #expect(lastDay(100, .years, of: "2150-01-01") == "2199-12-31")
    }

    @Test("An event without a day counts from the last contact, and without that from none")
    func events() {
        let name = Code(literal: "written")
        let (contact, written) = (CivilDate("2026-05-01")!, CivilDate("2025-01-15")!)
        let all = RetentionEvents(
            lastContact: contact, created: written, dates: [name: written])
        let some = RetentionEvents(lastContact: contact, created: nil, dates: [:])
        let none = RetentionEvents(lastContact: nil, created: nil, dates: [:])
        let year = { (event: Retention.Event) in Retention(1, .years, after: event) }
        for event in [Retention.Event.created, .field(name)] {
            #expect(year(event).lastDay(after: all) == CivilDate("2026-01-15"))
            #expect(year(event).lastDay(after: some) == CivilDate("2027-05-01"))
            #expect(year(event).lastDay(after: none) == nil)
        }
        #expect(year(.lastContact).lastDay(after: all) == CivilDate("2027-05-01"))
        #expect(year(.lastContact).lastDay(after: none) == nil)
    }

    @Test("Days are counted without a gap, over every leap day of the calendar")
    func dayNumbers() throws {
        #expect(CivilDate("1970-01-01")!.dayNumber == 0)
        #expect(CivilDate("2000-03-01")!.dayNumber == 11_017)
        var day = try #require(CivilDate("1850-01-01"))
        while day != .latest {
            let next = try #require(CivilDate(dayNumber: day.dayNumber + 1))
            #expect(next > day && next.dayNumber == day.dayNumber + 1)
            // Either the next day of the month, or the first of the next one.
            #expect(next.day == day.day + 1 || (next.day == 1 && day.day >= 28))
            day = next
        }
        #expect(CivilDate(dayNumber: day.dayNumber + 1) == nil)
        #expect(CivilDate(dayNumber: CivilDate("1850-01-01")!.dayNumber - 1) == nil)
    }

    @Test("A longer period never ends sooner, nor one from a later day, nor is a day lost")
    func monotonous() throws {
        let seed =
            ProcessInfo.processInfo.environment["SECTEUR_SEED"].flatMap { UInt64($0) }
            ?? UInt64.random(in: .min ... .max)
        print("RetentionDatesTests: SECTEUR_SEED=\(seed)")
        var chance = SeededGenerator(seed: seed)
        for _ in 0..<5_000 {
            let number = Int.random(in: 0...50_000, using: &chance)
            let day = try #require(CivilDate(dayNumber: number))
            let months = Int.random(in: 0...240, using: &chance)
            let end = day.adding(months: months)
            #expect(day.adding(months: months + 1) > end)
            #expect(try #require(CivilDate(dayNumber: number + 1)).adding(months: months) >= end)
            #expect(end.year * 12 + end.month == day.year * 12 + day.month + months)
            #expect(end.day == day.day || end.adding(days: 1).day == 1)
        }
    }
}
