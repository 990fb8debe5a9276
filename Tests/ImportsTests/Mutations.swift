import Simulation

extension SeededGenerator {
    /// The bytes with one to eight of them changed, left out, doubled or cut off.
    mutating func mutated(_ original: [UInt8]) -> [UInt8] {
        var bytes = original
        for _ in 0..<Int.random(in: 1...8, using: &self) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &self)
            switch Int.random(in: 0..<6, using: &self) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &self)
            case 1: bytes.remove(at: place)
            case 2: bytes.insert("<>&;\"'/!?[]-\n\0".utf8.randomElement(using: &self)!, at: place)
            case 3:
                let end = min(place + Int.random(in: 1...60, using: &self), bytes.count)
                bytes.insert(contentsOf: bytes[place..<end], at: place)
            case 4:
                let end = min(place + Int.random(in: 1...60, using: &self), bytes.count)
                bytes.removeSubrange(place..<end)
            default: bytes.removeSubrange(place...)
            }
        }
        return bytes
    }
}
