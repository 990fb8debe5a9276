import SyncCore
import Testing

@testable import HubServer

@Suite("Limits")
struct LimitsTests {
    private let address = RemoteAddress(v4: [192, 0, 2, 7])

    @Test func threeWrongCodesAreFreeAndEachFurtherOneDoubles() {
        var codes = WrongCodes()
        var now: Duration = .zero
        for wait in [0, 0, 0, 30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600] {
            let wait = Duration.seconds(wait)
            if wait > .zero { #expect(codes.attempt(from: address, at: now) == wait) }
            now += wait
            #expect(codes.attempt(from: address, at: now) == nil)
        }
        // Another address pays nothing for it; and who was right begins anew.
        #expect(codes.attempt(from: RemoteAddress(v4: [192, 0, 2, 8]), at: now) == nil)
        codes.forgive(address)
        for _ in 0..<3 { #expect(codes.attempt(from: address, at: now) == nil) }
        #expect(codes.attempt(from: address, at: now) == .seconds(30))
    }

    @Test func aFloodOfAddressesFillsNoMemory() {
        var codes = WrongCodes(capacity: 100)
        for number in 0..<1000 {
            let bytes = [10, 0, UInt8(number / 256), UInt8(number % 256)]
            #expect(codes.attempt(from: RemoteAddress(v4: bytes), at: .seconds(number)) == nil)
        }
        #expect(codes.count == 100)
    }

    @Test func anAddressOfIPv6CountsByItsNetwork() {
        let network: [UInt8] = [0x20, 1, 0xd, 0xb8, 0, 0, 0, 1]
        let one = RemoteAddress(v6: network + [0, 0, 0, 0, 0, 0, 0, 1])
        let two = RemoteAddress(v6: network + [9, 9, 9, 9, 9, 9, 9, 9])
        #expect(one == two && !one.isLoopback)
        let mapped = [UInt8](repeating: 0, count: 10) + [0xff, 0xff, 127, 0, 0, 1]
        #expect(RemoteAddress(v6: mapped) == RemoteAddress(v4: [127, 0, 0, 1]))
        #expect(RemoteAddress(v6: mapped).isLoopback)
        #expect(RemoteAddress(v6: [UInt8](repeating: 0, count: 15) + [1]).isLoopback)
        #expect(!RemoteAddress(nil).isLoopback)
    }

    @Test func anOfficePaysForItsBytesBeforeItsNextRequest() {
        var rates = OfficeRates(requestsPerMinute: 60, bytesPerMinute: 1000)
        let (one, two) = (OfficeNumber(1), OfficeNumber(2))
        #expect(rates.request(of: one, at: .zero) == nil)
        rates.charge(3000, to: one, at: .zero)
        #expect(rates.request(of: one, at: .zero) == .seconds(120))
        #expect(rates.request(of: two, at: .zero) == nil)
        #expect(rates.request(of: one, at: .seconds(60)) == .seconds(60))
        #expect(rates.request(of: one, at: .seconds(120)) == nil)
        // What was not used for an hour is no more than a minute's.
        for _ in 0..<60 { #expect(rates.request(of: two, at: .seconds(3600)) == nil) }
        #expect(rates.request(of: two, at: .seconds(3600)) == .seconds(1))
    }

    @Test func oneOfficeNeverHasAllThePlacesOfTheGate() {
        let gate = ExchangeGate(limit: 5, ofOffice: 2)
        let (one, two, three) = (OfficeNumber(1), OfficeNumber(2), OfficeNumber(3))
        #expect(gate.enter(one) == nil && gate.enter(one) == nil)
        #expect(gate.enter(one) == .office)
        #expect(gate.enter(two) == nil && gate.enter(two) == nil && gate.enter(three) == nil)
        #expect(gate.enter(three) == .hub)
        gate.leave(one)
        #expect(gate.enter(one) == nil && gate.count == 5)
    }
}
