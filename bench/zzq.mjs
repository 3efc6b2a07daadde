import { alignOperators } from '@lrsim/similarity';
import { randomOperator } from './similarity/inputs.mjs';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
const sq=({data,shape:[rows,columns]})=>({rows,columns,data});
const gold = existsSync('/tmp/scr/gold.json')?JSON.parse(readFileSync('/tmp/scr/gold.json')):{};
for (const n of [6,10,20,30]) { let t=0, miss=0, loss=0, worst=0; const N= n<=10?20:10;
 for (let s=0;s<N;s++){ const ops=['p','q'].map(l=>sq(randomOperator(n,l+s)));
  const key=n+'/'+s; if (!(key in gold)) { gold[key]=alignOperators(...ops,{starts:n<=10?300:150,agreeing:1e9,seed:'gold'}).cosine; }
  const t0=performance.now(); const c=alignOperators(...ops).cosine; t+=performance.now()-t0;
  if (c>gold[key]) gold[key]=c; const d=gold[key]-c; if (d>1e-7) miss++; loss+=d; worst=Math.max(worst,d);}
 console.log(n,'ms',(t/N).toFixed(1),'missed',miss,'of',N,'mean loss',(loss/N).toExponential(2),'worst',worst.toExponential(2)); }
writeFileSync('/tmp/scr/gold.json',JSON.stringify(gold));
