# Apache Otava and Hunter: a CSV file of one series a column, and of one run a line
#: also otava-csv
#: reader csv
#: each *
#: same time
#: sign ^"?time"?,
#: sign ^"?time"?,(.*,)?"?(commit|metric[0-9]*|branch)"?

def digits: if length < 2 then "0" + . else . end;

# Seconds since 1970, or "2024.01.01 3:00:00 +0100" and what is like it.
def timestamp:
  if test("^[0-9]+$") then tonumber | todate
  else (capture("^(?<y>[0-9]{4})[-.](?<m>[0-9]{1,2})[-.](?<d>[0-9]{1,2})[ T](?<h>[0-9]{1,2}):(?<min>[0-9]{2})(:(?<s>[0-9]{2}))?[.0-9]* *(?<zh>[-+][0-9]{2})?:?(?<zm>[0-9]{2})?")?
        // error("\u0027time\u0027 is no time: " + .))
    | "\(.y)-\(.m | digits)-\(.d | digits)T\(.h | digits):\(.min):\(.s // "00")"
      + (if .zh then .zh + ":" + (.zm // "00") else "Z" end)
  end;

def given: with_entries(select(.value != null and .value != ""));

{name: "series",
 run: ({timestamp: ((.time | arrays[0] | tostring)? // .time | timestamp), commit, ref: .branch} | given),
 metrics: (with_entries(select(.value | type == "array") | .value = {samples: .value}))}
