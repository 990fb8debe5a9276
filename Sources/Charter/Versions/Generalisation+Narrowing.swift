import SyncCore

extension Generalisation {
    /// The newer rule, cut down to what both let out; `nil` when it isn't clearly as coarse.
    ///
    /// Whatever it makes, the newer rule makes too, so that a hub under the newer charter takes it;
    /// and it tells no more of a value than this rule does.
    func narrowed(by newer: any Generalisation, of type: FieldType) -> (any Generalisation)? {
        if newer is Presence { return newer }
        switch (self, newer) {
        case (is AsIs, is AsIs): return AsIs(type: type)
        case (is AsIs, is MapCodes), (is AsIs, is Band): return newer
        case (let old as MapCodes, let new as MapCodes): return new.isFunction(of: old) ? new : nil
        case (let old as Band, let new as Band):
            return Set(new.cuts).isSubset(of: old.cuts) ? new : nil
        case (let old as Prefix, let new as Prefix):
            return old.beginnings.narrowed(by: new.beginnings).map(Prefix.init)
        default:
            guard let old = calendar, let new = newer.calendar else { return nil }
            return new.fineness <= old.fineness ? newer : nil
        }
    }
}

extension MapCodes {
    /// Whether what this map makes of a code follows from what the other makes of it.
    fileprivate func isFunction(of other: MapCodes) -> Bool {
        var made: [Code: Code] = [:]
        for (code, fine) in other.codes {
            guard let coarse = codes[code] else { continue }
            if let before = made.updateValue(coarse, forKey: fine), before != coarse {
                return false
            }
        }
        return true
    }
}

extension CalendarPart {
    /// A finer part tells the coarser ones.
    fileprivate var fineness: Int {
        switch self {
        case .year: 1
        case .quarter: 2
        case .month: 3
        }
    }
}
