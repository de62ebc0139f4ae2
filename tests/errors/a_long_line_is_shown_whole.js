var a=function(){return 1},b=function(){return a()},c=function(n){return n<=0?b().x.y.z:c(n-1)},d={e:function(){return c(3)}},f=[d].map(function(x){return x.e()}),g=function(){return f};g();
